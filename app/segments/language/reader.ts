import { QueryRefused, type Expected, type ProblemCode } from './problem.ts'
import { tokensOf, type Token } from './tokens.ts'

const LONGEST_FOUND = 60

/** Walks over a query's tokens, never back, and remembers what could have stood where it is. */
export type Reader = ReturnType<typeof openReader>

/** Reads from the first token on. */
export function openReader(text: string) {
  const tokens = tokensOf(text)
  const end = tokens.at(-1) as Token
  let index = 0
  let steps = 0
  let expected: readonly Expected[][] = []

  const peek = (): Token => {
    steps += 1
    return tokens[index] ?? end
  }
  const take = (): Token => {
    const token = peek()
    index += 1
    expected = []
    return token
  }
  /** Adds to what could stand at the present token. */
  const couldBe = (...these: Expected[]): void => {
    expected = [...expected, these]
  }
  /** Takes the word or symbol if it stands here. */
  const accept = (text: string): boolean => {
    couldBe({ kind: 'keyword', text })
    const token = peek()
    if (token.kind === 'string' || token.text.toUpperCase() !== text) return false
    take()
    return true
  }
  const refuse = (code: ProblemCode, at: Token = peek(), values: Record<string, string> = {}): never => {
    const found = (at.kind === 'string' && at.value !== '' ? at.value : at.text).slice(0, LONGEST_FOUND)
    throw new QueryRefused({ code, at: at.at, found, values, expected: expected.flat() })
  }

  return {
    peek,
    take,
    couldBe,
    accept,
    /** @throws QueryRefused where something else stands here */
    expect: (text: string, code: ProblemCode = 'unexpected'): void => {
      if (!accept(text)) refuse(code)
    },
    refuse,
    expected: () => expected.flat(),
    /** How many tokens there are and how often one was looked at. */
    work: () => ({ tokens: tokens.length, steps }),
    /** Where the token before the present one ended. */
    lastEnd: () => tokens[index - 1]?.at.end ?? 0,
  }
}
