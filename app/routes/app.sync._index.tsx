import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readDeliveryQuery } from '../intake/index.ts'
import { ReceiptPage } from '../intake/ui/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const query = readDeliveryQuery(new URL(request.url).searchParams)
  const { receipt } = pipeline.intake
  const [told, deliveries, topics] = await Promise.all([
    receipt.of(shop),
    receipt.deliveries(shop, query),
    receipt.topics(shop),
  ])
  return { receipt: told, deliveries, topics }
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const form = await request.formData()
  if (form.get('intent') === 'check') {
    await pipeline.intake.reconcileNow(shop)
    return { outcome: 'checking' as const, at: new Date().toISOString() }
  }
  if (form.get('intent') !== 'retry') throw new Response(null, { status: 400 })
  const topic = form.get('topic')
  const chosen = typeof topic === 'string' && topic !== '' ? topic : null
  return { outcome: 'retried' as const, count: await pipeline.intake.receipt.retry(shop, { topic: chosen }) }
}

export default function Sync() {
  return <ReceiptPage {...useLoaderData<typeof loader>()} />
}

export { PageProblem as ErrorBoundary }
