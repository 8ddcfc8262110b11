/** The lines of a byte stream, as many at a time as have arrived; a line may lie across any number of chunks. */
export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string[]> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      if (lines.length > 0) yield lines
    }
    rest += decoder.decode()
    if (rest.trim() !== '') yield [rest]
  } finally {
    // Whoever stops reading early closes the connection.
    await reader.cancel()
  }
}
