import type { ActionFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

/** Begins the import of the shop's history again after it has failed. */
export async function action({ request }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  await pipeline.intake.startImport({ shopId: shop.id })
  return { outcome: 'started' as const }
}
