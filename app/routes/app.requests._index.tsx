import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { RequestsInbox } from '../conversations/ui/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const search = new URL(request.url).searchParams
  const wanted = search.get('status')
  const status = wanted === 'open' || wanted === 'answered' ? wanted : 'all'
  const cursor = search.get('cursor')
  const inbox = await pipeline.conversations.list(shop, { status, cursor })
  return { inbox, status, first: cursor === null, asOf: new Date().toISOString() } as const
}

export default function Requests() {
  return <RequestsInbox {...useLoaderData<typeof loader>()} />
}

export { PageProblem as ErrorBoundary }
