import type { LoaderFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

/** The shop forwards /apps/stammkunde/offer here. */
export async function loader({ request }: LoaderFunctionArgs) {
  const visit = await pipeline.storefront.visit(request)
  return Response.json(await pipeline.storefront.offerFor(visit), { headers: { 'Cache-Control': 'no-store' } })
}
