/** Bodies of this many bytes and more are refused; Shopify's own stay far below. */
export const TOO_LARGE = 20_000_000

/** A request's whole body; null as soon as it is too large: what was announced is believed before a byte is read. */
export async function readBody(request: Request): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) >= TOO_LARGE) return null
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (let piece = await reader?.read(); piece?.value !== undefined; piece = await reader?.read()) {
    size += piece.value.length
    if (size >= TOO_LARGE) {
      await reader?.cancel()
      return null
    }
    chunks.push(piece.value)
  }
  return Buffer.concat(chunks)
}
