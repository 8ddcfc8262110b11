import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { RulesPage } from '../campaigns/ui/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return { rules: await pipeline.campaigns.rules.read(await pipeline.merchant(request)) }
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  return pipeline.campaigns.rules.save(shop, await request.json())
}

export default function CampaignRules() {
  return <RulesPage {...useLoaderData<typeof loader>()} />
}

export { PageProblem as ErrorBoundary }
