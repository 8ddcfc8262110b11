const MOST_LINES = 20

/**
 * Passes on CSV text in which every quotation mark is closed. A line that opens one which none of the next twenty lines
 * closes becomes an empty line, so that it takes no line after it along and the others keep their numbers.
 * @param refuse is told the number of such a line, the header being line 1
 */
export async function* wholeRecords(
  chunks: AsyncIterable<Buffer>,
  refuse: (lineNumber: number) => void,
): AsyncGenerator<string> {
  const records = new Records(refuse)
  for await (const lines of linesOf(chunks)) yield records.take(lines)
  yield records.end()
}

class Records {
  /** Lines of a record that is still open. */
  #open: string[] = []
  #number = 0
  readonly #refuse: (lineNumber: number) => void

  constructor(refuse: (lineNumber: number) => void) {
    this.#refuse = refuse
  }

  take(lines: string[]): string {
    let text = ''
    for (const line of lines) {
      this.#open.push(line)
      if (this.#closed()) text += this.#pass(this.#open.length)
      else if (this.#open.length >= MOST_LINES) text += this.#giveUpFirst()
    }
    return text
  }

  end(): string {
    let text = ''
    while (this.#open.length > 0) text += this.#giveUpFirst()
    return text
  }

  #closed(): boolean {
    return this.#open.reduce((marks, line) => marks + marksIn(line), 0) % 2 === 0
  }

  #pass(count: number): string {
    this.#number += count
    return `${this.#open.splice(0, count).join('\n')}\n`
  }

  /** The first line is the culprit; what follows it is read anew. */
  #giveUpFirst(): string {
    const [, ...following] = this.#open
    this.#open = []
    this.#number += 1
    this.#refuse(this.#number)
    return `\n${this.take(following)}`
  }
}

function marksIn(line: string): number {
  let marks = 0
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) marks += 1
  return marks
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield lines
  }
  rest += decoder.decode()
  if (rest !== '') yield [rest]
}
