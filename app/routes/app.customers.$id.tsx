import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CustomerRequests } from '../conversations/ui/index.ts'
import { parseId, type CustomerId } from '../kernel/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { readStatement } from '../profiles/index.ts'
import { CustomerProfile } from '../profiles/ui/index.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const id = parseId<CustomerId>(params.id)
  const customer = id === null ? null : await pipeline.profiles.page(shop, id)
  if (id === null || customer === null) throw new Response(null, { status: 404 })
  const [timeline, requests] = await Promise.all([
    pipeline.profiles.timeline(shop, id, null),
    pipeline.conversations.forCustomer(shop, id),
  ])
  return { customer, timeline, requests }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const by = await pipeline.person(request)
  const customerId = parseId<CustomerId>(params.id)
  if (customerId === null || !(await pipeline.profiles.knows(shop, customerId)))
    throw new Response(null, { status: 404 })
  const form = await request.formData()
  if (form.get('intent') === 'take-back') {
    const id = form.get('id')
    return { done: typeof id === 'string' && (await pipeline.profiles.takeBack(shop, { customerId, id, by })) }
  }
  const said = readStatement(form.get('kind'), form.get('value'), form.get('stance'))
  if (form.get('intent') !== 'say' || said === null) throw new Response(null, { status: 400 })
  await pipeline.profiles.say(shop, { customerId, said, by })
  return { done: true }
}

export default function Customer() {
  const { customer, timeline, requests } = useLoaderData<typeof loader>()
  return (
    <CustomerProfile
      key={customer.id}
      customer={customer}
      timeline={timeline}
      requests={requests.length > 0 && <CustomerRequests requests={requests} />}
    />
  )
}

export { PageProblem as ErrorBoundary }
