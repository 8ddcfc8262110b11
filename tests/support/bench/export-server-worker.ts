import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'

/** A process of its own that serves the files of one folder, in ranges too, as Shopify's file store does. */
const folder = process.argv[2] ?? ''
const server = createServer((request, response) => {
  const path = join(folder, basename(request.url ?? ''))
  const { size } = statSync(path)
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  const headers = { 'content-type': 'application/jsonl', 'content-length': size - from }
  if (request.headers.range === undefined) response.writeHead(200, headers)
  else
    response.writeHead(206, {
      ...headers,
      'content-range': `bytes ${String(from)}-${String(size - 1)}/${String(size)}`,
    })
  createReadStream(path, { start: from, highWaterMark: 1 << 18 }).pipe(response)
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${String((server.address() as AddressInfo).port)}\n`)
})
