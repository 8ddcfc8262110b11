import { z } from 'zod'

/** Whom to explain a query for: who is found by a search, or of those the one whose id is given. */
export type WhyRequest = { query: string; search: string; customer?: string | undefined }

const shape = z
  .object({
    query: z.string().catch(''),
    search: z.string().catch(''),
    customer: z.string().optional().catch(undefined),
  })
  .catch({ query: '', search: '', customer: undefined })

/** Reads the request; what is missing is empty. */
export function readWhyRequest(input: unknown): WhyRequest {
  const { query, search, customer } = shape.parse(input)
  return { query, search: search.trim(), customer }
}
