import type { LoaderFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

/** Older changes of a segment's members. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  if ((await pipeline.segments.get(shop, params.id ?? '')) === null) throw new Response(null, { status: 404 })
  const before = new URL(request.url).searchParams.get('before')
  return Response.json(await pipeline.segments.membership.changes(shop, params.id ?? '', before))
}
