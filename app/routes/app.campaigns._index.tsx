import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CampaignList } from '../campaigns/ui/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return { campaigns: await pipeline.campaigns.list(await pipeline.merchant(request)) }
}

export default function Campaigns() {
  return <CampaignList {...useLoaderData<typeof loader>()} />
}

export { PageProblem as ErrorBoundary }
