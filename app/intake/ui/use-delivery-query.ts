import { useSearchParams } from '@remix-run/react'
import { readDeliveryQuery, type DeliveryQuery } from '../receipt/delivery-query.ts'

/** The list's query as the address holds it, so that a filtered list can be bookmarked, and ways to change it. */
export function useDeliveryQuery() {
  const [params, setParams] = useSearchParams()
  const query = readDeliveryQuery(params)
  const go = (change: Partial<Omit<DeliveryQuery, 'before'>> & { before?: string }): void => {
    const { state, topic, before } = { ...query, before: undefined, ...change }
    const next = new URLSearchParams(params)
    for (const name of [...ours, ...ofTheFirstPage]) next.delete(name)
    if (state !== 'all') next.set('state', state)
    if (topic !== null) next.set('topic', topic)
    if (before !== undefined) next.set('before', before)
    setParams(next, { preventScrollReset: true })
  }
  return { query, go }
}

const ours = ['state', 'topic', 'before']
// The admin hands these over with the first page only; kept in the address they would be stale on a reload.
const ofTheFirstPage = ['id_token', 'hmac', 'session', 'timestamp']
