import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { pipeline } from '../pipeline.server.ts'
import { PrivacyPage } from '../privacy/ui/index.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const [requests, acts] = await Promise.all([pipeline.privacy.list(shop), pipeline.privacy.acts(shop)])
  return { requests, acts, now: new Date().toISOString() }
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const id = (await request.formData()).get('id')
  const noted = await pipeline.privacy.handOver(shop, typeof id === 'string' ? id : '')
  return { outcome: noted ? ('noted' as const) : ('known' as const) }
}

export default function Privacy() {
  const { requests, acts, now } = useLoaderData<typeof loader>()
  return <PrivacyPage requests={requests} acts={acts} now={now} />
}

export { PageProblem as ErrorBoundary }
