import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { DeliveryPage } from '../intake/ui/index.ts'
import { parseId, type DeliveryId, type Shop } from '../kernel/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const { id, delivery } = await deliveryIn(shop, params.id)
  return { delivery, body: await pipeline.intake.receipt.body(shop, id, { from: 0, reveal: null }) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const { id } = await deliveryIn(shop, params.id)
  const form = await request.formData()
  const { receipt } = pipeline.intake
  if (form.get('intent') === 'retry') return { outcome: 'retried' as const, count: await receipt.retry(shop, { id }) }
  if (form.get('intent') === 'dismiss') {
    await receipt.dismiss(shop, { id, person: await pipeline.person(request) })
    return { outcome: 'dismissed' as const }
  }
  if (form.get('intent') !== 'read') throw new Response(null, { status: 400 })
  const revealed = form.get('reveal') === 'yes'
  const from = Math.max(0, Math.trunc(Number(form.get('from'))) || 0)
  const reveal = revealed ? { person: await pipeline.person(request) } : null
  return { body: await receipt.body(shop, id, { from, reveal }), from, revealed }
}

/** @throws Response 404 where this shop has no such delivery */
async function deliveryIn(shop: Shop, given: string | undefined) {
  const id = parseId<DeliveryId>(given)
  const delivery = id === null ? null : await pipeline.intake.receipt.delivery(shop, id)
  if (id === null || delivery === null) throw new Response(null, { status: 404 })
  return { id, delivery }
}

export default function Delivery() {
  const { delivery, body } = useLoaderData<typeof loader>()
  return <DeliveryPage key={delivery.id} delivery={delivery} body={body} />
}

export { PageProblem as ErrorBoundary }
