import type { LoaderFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

/** A link in a mail: leads where we signed that it leads. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const link = await pipeline.campaigns.followLink(params.token ?? '', request)
  if (link === null) return new Response('Not found', { status: 404 })
  const headers = { Location: link.target, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }
  return new Response(null, { status: 302, headers })
}
