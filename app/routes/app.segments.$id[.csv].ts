import type { LoaderFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

/** The members of a segment as a file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const file = await pipeline.segments.exportCsv(shop, params.id ?? '')
  if (file === null) return new Response(null, { status: 404 })
  return new Response(file, { headers: { 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' } })
}
