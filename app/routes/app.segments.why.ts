import type { ActionFunctionArgs } from '@remix-run/node'
import { parseId, type CustomerId } from '../kernel/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { readCustomerQuery } from '../profiles/index.ts'
import { readWhyRequest } from '../segments/index.ts'

const MOST = 5

/** Says why the customer who is searched for fits a query that is being edited; others who are found are named. */
export async function action({ request }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const { query, search, customer } = readWhyRequest(await request.json().catch(() => null))
  const { rows } = await pipeline.profiles.list(shop, readCustomerQuery(new URLSearchParams({ search })))
  const found = search === '' ? [] : rows.slice(0, MOST).map(({ id, name, email }) => ({ id, name, email }))
  const id = parseId<CustomerId>(customer ?? found[0]?.id)
  if (id === null) return { found, customer: null, why: null }
  return { found, customer: String(id), why: await pipeline.segments.why(shop, query, id) }
}
