import type { ActionFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

/** The shop forwards a look at a product, sent to /apps/stammkunde/view, here. */
export async function action({ request }: ActionFunctionArgs) {
  const visit = await pipeline.storefront.visit(request)
  await pipeline.storefront.takeView(visit, request)
  return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } })
}

export function loader() {
  throw new Response(null, { status: 405, headers: { Allow: 'POST' } })
}
