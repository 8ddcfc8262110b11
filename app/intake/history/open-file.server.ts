import { ShopUnavailable } from '../../platform/index.server.ts'

/**
 * Opens a file of the shop at a byte, by a range where the server gives one, else by reading what lies before.
 * @throws ShopUnavailable where it cannot be reached or breaks off
 */
export async function* openFile(fetchShop: typeof fetch, url: string, from: number): AsyncGenerator<Uint8Array> {
  // A compressed answer would have other positions than the file.
  const headers = { 'accept-encoding': 'identity', ...(from > 0 && { range: `bytes=${String(from)}-` }) }
  try {
    const answer = await fetchShop(url, { headers })
    // The file ends where we are: everything was read, only the last note of it is missing.
    if (answer.status === 416) return
    if (!answer.ok || answer.body === null) throw new Error(`the shop answered ${String(answer.status)}`)
    let skip = answer.status === 206 ? 0 : from
    for await (const chunk of chunksOf(answer.body)) {
      if (skip < chunk.byteLength) yield skip === 0 ? chunk : chunk.subarray(skip)
      skip = Math.max(0, skip - chunk.byteLength)
    }
  } catch (error) {
    throw new ShopUnavailable(`the export cannot be read: ${reasonOf(error)}`, { cause: error })
  }
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    // Whoever stops reading early closes the connection; one that is broken needs no closing.
    await reader.cancel().catch(() => undefined)
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}
