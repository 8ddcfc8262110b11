import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { pipeline } from '../pipeline.server.ts'
import { ReportPage } from '../privacy/ui/index.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const report = await pipeline.privacy.report(shop, params.id ?? '')
  if (report === null) throw new Response(null, { status: 404 })
  return { report }
}

export default function DataReport() {
  return <ReportPage report={useLoaderData<typeof loader>().report} />
}

export { PageProblem as ErrorBoundary }
