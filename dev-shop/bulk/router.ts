import express from 'express'
import type { DevShop } from '../shop.ts'
import { first } from '../state/query.ts'

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
    response.setHeader('content-type', 'application/jsonl')
    response.sendFile(`${id}.jsonl`, { root: shop.bulkPath })
  })
  return router
}
