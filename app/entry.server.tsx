import { createReadableStreamFromReadable, type EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { PassThrough } from 'node:stream'
import { renderToPipeableStream } from 'react-dom/server'
import { pipeline } from './pipeline.server.ts'

// The server that runs the build gives webhooks to intake itself.
export { pipeline }

const STREAM_TIMEOUT = 5_000

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
): Promise<Response> {
  pipeline.shopify.addDocumentResponseHeaders(request, headers)
  preferDevShop(headers)
  const whole = isbot(request.headers.get('user-agent') ?? '')
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(
      <RemixServer context={context} url={request.url} abortDelay={STREAM_TIMEOUT} />,
      {
        [whole ? 'onAllReady' : 'onShellReady']: () => {
          const body = new PassThrough()
          headers.set('Content-Type', 'text/html')
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }))
          pipe(body)
        },
        onShellError: reject,
        onError: (error) => {
          pipeline.logger.error({ err: error }, 'a page could not be rendered')
        },
      },
    )
    setTimeout(abort, STREAM_TIMEOUT + 1_000)
  })
}

/** Shopify's headers know its own admin and script only; on the own machine the dev shop stands in for both. */
function preferDevShop(headers: Headers): void {
  const { DEV_SHOP_URL, APP_BRIDGE_URL } = pipeline.settings
  const policy = headers.get('Content-Security-Policy')
  if (DEV_SHOP_URL !== undefined && policy !== null) {
    const frame = `frame-ancestors ${new URL(DEV_SHOP_URL).origin}`
    headers.set('Content-Security-Policy', policy.replace('frame-ancestors', frame))
  }
  if (APP_BRIDGE_URL !== undefined) headers.delete('Link')
}
