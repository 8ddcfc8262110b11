import type { LoaderFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'
import { PageProblem } from '../ui/index.ts'

/** An address of the app that leads nowhere. */
export async function loader({ request }: LoaderFunctionArgs) {
  await pipeline.merchant(request)
  throw new Response(null, { status: 404 })
}

export default function Nowhere() {
  return null
}

export { PageProblem as ErrorBoundary }
