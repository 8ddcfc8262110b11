import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

const headers = { 'Cache-Control': 'no-store' }
const statusOf = { none: 200, asked: 200, heard: 200, 'too-many': 429, closed: 410 }

/** The shop forwards /apps/stammkunde/preferences here. */
export async function loader({ request }: LoaderFunctionArgs) {
  const visit = await pipeline.storefront.visit(request)
  return Response.json(await pipeline.storefront.preferencesFor(visit), { headers })
}

export async function action({ request }: ActionFunctionArgs) {
  const visit = await pipeline.storefront.visit(request)
  const reply = await pipeline.storefront.takePreferences(visit, request)
  return Response.json(reply, { status: statusOf[reply.outcome], headers })
}
