import type { LoaderFunctionArgs } from '@remix-run/node'
import { parseId, type CustomerId } from '../kernel/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { readTimelineAsk } from '../profiles/index.ts'

/** A further page of a customer's timeline. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const id = parseId<CustomerId>(params.id)
  if (id === null || !(await pipeline.profiles.knows(shop, id))) throw new Response(null, { status: 404 })
  const ask = readTimelineAsk(new URL(request.url).searchParams)
  return Response.json(await pipeline.profiles.timeline(shop, id, ask))
}
