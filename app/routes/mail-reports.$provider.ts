import type { ActionFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

/** Where mail providers, and mail servers, report bounces and complaints. */
export function action({ request, params }: ActionFunctionArgs) {
  return pipeline.campaigns.receiveFeedback(params.provider ?? '', request)
}

export function loader() {
  return new Response(null, { status: 405, headers: { Allow: 'POST' } })
}
