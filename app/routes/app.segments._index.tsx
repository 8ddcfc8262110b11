import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { pipeline } from '../pipeline.server.ts'
import { SegmentList } from '../segments/ui/index.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const [segments, templates] = await Promise.all([
    pipeline.segments.list(shop),
    pipeline.segments.unusedTemplates(shop),
  ])
  return { segments, templates, asOf: new Date().toISOString() }
}

export default function Segments() {
  return <SegmentList {...useLoaderData<typeof loader>()} />
}

export { PageProblem as ErrorBoundary }
