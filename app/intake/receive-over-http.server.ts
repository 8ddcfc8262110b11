import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from '../platform/index.server.ts'
import { TOO_LARGE } from './read-body.server.ts'
import { accept, headersOf, type ReceivingParts } from './receive.server.ts'

/**
 * Answers a webhook straight from Node's server, past the router that serves pages: Shopify sends thousands of them for
 * every page a merchant opens. 500 where the database cannot store it, so that Shopify comes again.
 */
export async function receiveOverHttp(
  parts: ReceivingParts & { logger: Logger },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await bodyOf(request)
    const status = body === null ? 413 : await accept(parts, arrivalOf(request, body))
    response.writeHead(status, { ...headersOf(status), 'content-length': 0 }).end()
  } catch (error) {
    if (request.errored !== null) return // the sender has gone, and comes again
    parts.logger.error({ err: error }, 'a webhook could not be stored; Shopify will send it again')
    response.writeHead(500, { 'content-length': 0 }).end()
  }
}

function arrivalOf(request: IncomingMessage, body: Uint8Array) {
  return {
    method: request.method ?? '',
    header: (name: string) => {
      const value = request.headers[name]
      return typeof value === 'string' ? value : null
    },
    body,
  }
}

/** The whole body; null as soon as it is too large, while the rest is read and thrown away, so that the sender hears why. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | null> {
  if (Number(request.headers['content-length'] ?? 0) >= TOO_LARGE) {
    request.resume()
    return null
  }
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size < TOO_LARGE) {
        chunks.push(chunk)
      } else {
        chunks = []
        resolve(null)
      }
    })
    request.on('end', () => {
      resolve(chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks))
    })
    request.on('error', reject)
  })
}
