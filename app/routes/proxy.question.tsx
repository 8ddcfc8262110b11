import type { ActionFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

const statusOf = { asked: 200, invalid: 422, 'too-many': 429, closed: 410 }

/** The shop forwards a form sent to /apps/stammkunde/question here. */
export async function action({ request }: ActionFunctionArgs) {
  const visit = await pipeline.storefront.visit(request)
  const reply = await pipeline.storefront.takeQuestion(visit, request)
  return Response.json(reply, { status: statusOf[reply.outcome], headers: { 'Cache-Control': 'no-store' } })
}

export function loader() {
  throw new Response(null, { status: 405, headers: { Allow: 'POST' } })
}
