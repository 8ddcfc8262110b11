import type { ActionFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

/** Counts who fits rules that are being edited. */
export async function action({ request }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  return pipeline.segments.count(shop, await request.json().catch(() => null))
}
