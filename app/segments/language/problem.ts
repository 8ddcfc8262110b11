import english from '../texts/en.json' with { type: 'json' }
import type { Place } from './syntax-tree.ts'

/** Why a query is refused. Each code has a remedy under `language.problem` in the room's texts. */
export type ProblemCode = keyof typeof english.language.problem

/** What could stand at a place: a word of the language, or the name of whatever takes a value there. */
export type Expected = {
  kind: 'attribute' | 'function' | 'parameter' | 'operator' | 'keyword' | 'value' | 'valueOf'
  text: string
}

/** The query's first problem, at the word that causes it; `values` fill the remedy's gaps. */
export type Problem = {
  code: ProblemCode
  at: Place
  found: string
  values: Record<string, string>
  expected: Expected[]
}

export type InvalidQuery = {
  outcome: 'invalid'
  /** Both count from 1; columns in UTF-16 units. */
  line: number
  column: number
  /** In Shopify's form, with a remedy: "Line 1 Column 6: 'valid' is unexpected. …" */
  message: string
  expected: Expected[]
  problem: Problem
}

/** Thrown inside the reading of a query; its front door answers with an outcome instead. */
export class QueryRefused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

/** The answer to a query that holds a problem. */
export function invalid(text: string, problem: Problem): InvalidQuery {
  const before = text.slice(0, problem.at.start).split(/\r\n|\r|\n/)
  const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1]
  const { unexpected, unexpectedEnd } = english.language.place
  const sentence = filled(problem.found === '' ? unexpectedEnd : unexpected, { found: problem.found })
  const remedy = filled(english.language.problem[problem.code], { found: problem.found, ...problem.values })
  const message = `${filled(english.language.place.position, { line, column })} ${sentence} ${remedy}`.trimEnd()
  return { outcome: 'invalid', line, column, message, expected: problem.expected, problem }
}

function filled(sentence: string, values: Record<string, string | number>): string {
  return sentence.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
}
