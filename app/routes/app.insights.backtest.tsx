import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { pipeline } from '../pipeline.server.ts'
import { BacktestPage } from '../profiles/ui/index.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return pipeline.profiles.backtest(await pipeline.merchant(request))
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  await pipeline.profiles.predictSoon({ shopId: shop.id })
  return null
}

export default function Backtest() {
  return <BacktestPage {...useLoaderData<typeof loader>()} />
}

export { PageProblem as ErrorBoundary }
