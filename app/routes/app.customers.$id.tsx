import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ConsentCard } from '../consent/ui/index.ts'
import { CustomerRequests } from '../conversations/ui/index.ts'
import { parseId, type CustomerId } from '../kernel/index.ts'
import { NotesCard, TasksCard } from '../notes/ui/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { readTimelineAsk } from '../profiles/index.ts'
import { CustomerProfile } from '../profiles/ui/index.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const id = parseId<CustomerId>(params.id)
  const customer = id === null ? null : await pipeline.profiles.page(shop, id)
  if (id === null || customer === null) throw new Response(null, { status: 404 })
  const ask = { ...readTimelineAsk(new URL(request.url).searchParams), before: null }
  const [timeline, months, expected, requests, notebook, proofs, me] = await Promise.all([
    pipeline.profiles.timeline(shop, id, ask),
    pipeline.profiles.orderMonths(shop, id),
    pipeline.profiles.outlook(shop, id),
    pipeline.conversations.forCustomer(shop, id),
    pipeline.notes.notebook(shop, id),
    pipeline.consent.proofs(shop, id),
    pipeline.person(request),
  ])
  const history = { page: timeline, topics: pipeline.profiles.timelineTopics, asked: ask.topics, find: ask.find }
  return { customer, history, months, expected, requests, notebook, proofs, me }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const customerId = parseId<CustomerId>(params.id)
  if (customerId === null) throw new Response(null, { status: 404 })
  const person = await pipeline.person(request)
  const acted = await pipeline.notes.act(shop, { customerId, person, form: await request.formData() })
  if (acted.outcome === 'unknown') throw new Response(null, { status: 404 })
  return acted
}

export default function Customer() {
  const { customer, history, months, expected, requests, notebook, proofs, me } = useLoaderData<typeof loader>()
  return (
    <CustomerProfile
      key={customer.id}
      customer={customer}
      history={history}
      months={months}
      expected={expected}
      notes={<NotesCard customerId={customer.id} notebook={notebook} me={me} />}
      tasks={<TasksCard customerId={customer.id} notebook={notebook} me={me} />}
      requests={requests.length > 0 && <CustomerRequests requests={requests} />}
      consents={<ConsentCard proofs={proofs} mayEmail={customer.mayEmail} />}
    />
  )
}

export { PageProblem as ErrorBoundary }
