import { useSearchParams } from '@remix-run/react'
import { readCustomerQuery, type CustomerQuery } from '../customer-query.ts'

/** The list's query as the address holds it, so that a filtered list can be bookmarked, and a way to change it. */
export function useCustomerQuery(): [CustomerQuery, (changes: Partial<CustomerQuery>) => void] {
  const [params, setParams] = useSearchParams()
  const query = readCustomerQuery(params)
  const change = (changes: Partial<CustomerQuery>) => {
    const next = { ...query, ...changes }
    setParams((before) => write(before, next), { replace: true, preventScrollReset: true })
  }
  return [query, change]
}

function write(before: URLSearchParams, query: CustomerQuery): URLSearchParams {
  const params = new URLSearchParams(before)
  for (const name of ['search', 'type', 'group', 'mayEmail', 'sort', 'place']) params.delete(name)
  if (query.search !== '') params.set('search', query.search)
  for (const type of query.types) params.append('type', type)
  for (const group of query.groups) params.append('group', group)
  if (query.mayEmail) params.set('mayEmail', 'yes')
  params.set('sort', `${query.sort} ${query.descending ? 'desc' : 'asc'}`)
  return params
}
