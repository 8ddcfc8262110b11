import { createReadStream, statSync } from 'node:fs'
import { join } from 'node:path'
import express from 'express'
import type { DevShop } from '../shop.ts'
import { first } from '../state/query.ts'
import { takeFault } from './faults.ts'

/** GET /bulk/<id>.jsonl: the result of a bulk operation, also in ranges, so that a broken download can go on. */
export function bulkRouter(shop: DevShop): express.Router {
  const router = express.Router()
  router.get('/bulk/:file', (request, response) => {
    const id = /^(\d+)\.jsonl$/.exec(request.params.file)?.[1]
    const written = first(shop.state, 'select 1 from bulk_operations where id = ? and file_path is not null', id ?? '')
    if (id === undefined || written === undefined) {
      response.status(404).type('text').send('no such result')
      return
    }
    if (takeFault(shop.bulkFaults, 'refuse') !== null) {
      response.status(500).type('text').send('the file store is out of order')
      return
    }
    response.setHeader('content-type', 'application/jsonl')
    const truncated = takeFault(shop.bulkFaults, 'truncate')
    if (truncated === null) response.sendFile(`${id}.jsonl`, { root: shop.bulkPath })
    else sendPart(request, response, join(shop.bulkPath, `${id}.jsonl`), truncated)
  })
  return router
}

function sendPart(
  request: express.Request,
  response: express.Response,
  path: string,
  { afterBytes, quietly }: { afterBytes: number; quietly: boolean },
): void {
  const { size } = statSync(path)
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  const part = Math.min(afterBytes, size - from)
  response.status(from > 0 ? 206 : 200)
  if (from > 0) response.setHeader('content-range', `bytes ${String(from)}-${String(size - 1)}/${String(size)}`)
  response.setHeader('content-length', quietly ? part : size - from)
  response.flushHeaders()
  if (part === 0) return void response.socket?.destroy()
  const stream = createReadStream(path, { start: from, end: from + part - 1 })
  stream.pipe(response, { end: quietly })
  if (!quietly) stream.on('end', () => response.socket?.destroySoon())
}
