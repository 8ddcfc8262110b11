/** A line with its length in the stream, the newline included. Only the last one of a stream may lack its newline. */
export type Line = { text: string; bytes: number; ended: boolean }

const NEWLINE = 10

/** The lines of a byte stream, as many at a time as have arrived; a line may lie across any number of chunks. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  let rest: Buffer[] = []
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    const lines: Line[] = []
    let start = 0
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      if (rest.length === 0) {
        lines.push({ text: bytes.toString('utf8', start, end), bytes: end + 1 - start, ended: true })
      } else {
        lines.push(joined([...rest, bytes.subarray(start, end + 1)], true))
        rest = []
      }
      start = end + 1
    }
    if (start < bytes.length) rest.push(bytes.subarray(start))
    if (lines.length > 0) yield lines
  }
  if (rest.length > 0) yield [joined(rest, false)]
}

function joined(parts: Buffer[], ended: boolean): Line {
  const whole = Buffer.concat(parts)
  return { text: whole.toString('utf8', 0, ended ? whole.length - 1 : whole.length), bytes: whole.length, ended }
}
