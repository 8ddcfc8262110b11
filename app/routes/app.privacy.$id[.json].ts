import type { LoaderFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const text = await pipeline.privacy.exportText(shop, params.id ?? '')
  if (text === null) return new Response(null, { status: 404 })
  return new Response(text, { headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } })
}
