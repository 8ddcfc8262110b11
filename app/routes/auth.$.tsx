import type { LoaderFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  await pipeline.shopify.authenticate.admin(request)
  return null
}
