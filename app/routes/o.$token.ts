import type { LoaderFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** The picture of one transparent point by which an opening is seen; it is the same whether or not it is noted. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await pipeline.campaigns.noteOpening((params.token ?? '').replace(/\.gif$/, ''), request)
  return new Response(PIXEL, { headers: { 'Content-Type': 'image/gif', 'Cache-Control': 'no-store' } })
}
