import { describe, expect, it } from 'vitest'
import { pauseAfter } from '../../../app/platform/backoff.ts'
import { millisecondsUntil } from '../../../app/platform/leaky-bucket.ts'
import { estimatedCost, operationName } from '../../../app/platform/operation-cost.ts'
import { requestedCost } from '../../../dev-shop/admin-api/cost.ts'
import { parse } from 'graphql'

const level = (available: number) => ({ available, maximum: 2000, restoreRate: 100 })

describe('a leaky bucket', () => {
  it.each([
    ['lets a person in while the bucket holds enough for half a second more', 100, 'person', 150, 0],
    ['lets a job in only while a quarter stays for people', 100, 'background', 599, 10],
    ['lets a job in as soon as a quarter stays for people', 100, 'background', 600, 0],
    ['says how long it takes until it holds enough', 300, 'person', 50, 3000],
    ['waits for a full bucket where it could never hold more', 1900, 'background', 1990, 100],
  ] as const)('%s', (_, cost, priority, available, milliseconds) => {
    expect(millisecondsUntil(cost, priority, level(available))).toBe(milliseconds)
  })
})

describe('the pause before another attempt', () => {
  it.each([
    [0, 0, null, 500],
    [0, 1, null, 250],
    [3, 0, null, 4_000],
    [12, 0, null, 30_000],
    [12, 1, null, 15_000],
    [0, 0, '2', 2_000],
    [5, 1, '2.0', 2_500],
    [1, 0, 'Wed, 21 Oct 2026 07:28:00 GMT', 1_000],
  ])('after attempt %i with chance %f and Retry-After %s is %i ms', (attempt, chance, retryAfter, milliseconds) => {
    expect(pauseAfter(attempt, chance, retryAfter)).toBe(milliseconds)
  })
})

describe('the estimated cost of an operation', () => {
  it.each([
    ['query ShopFacts { shop { name email shopAddress { countryCodeV2 } } }', {}],
    ['query P($after: String) { products(first: 250, after: $after) { nodes { id } pageInfo { hasNextPage } } }', {}],
    [
      'query P($n: Int!) { customers(first: $n) { edges { node { id defaultEmailAddress { emailAddress } } } } }',
      { n: 40 },
    ],
    ['mutation T { tagsAdd(id: "gid://shopify/Customer/1", tags: ["a"]) { userErrors { message } } }', {}],
    ['query O { orders(first: 20) { nodes { id lineItems(first: 10) { nodes { id } } } } }', {}],
  ])('is at least what the shop asks and at most a little more: %s', (operation, variables) => {
    const asked = requestedCost(parse(operation), variables)
    const estimated = estimatedCost(operation, variables)
    expect(estimated).toBeGreaterThanOrEqual(asked)
    expect(estimated).toBeLessThanOrEqual(asked * 1.2 + 2)
  })

  it('never exceeds what Shopify takes at most, and costs nothing where Shopify cannot read it', () => {
    expect(estimatedCost('{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { id } } } } }', {})).toBe(1000)
    expect(estimatedCost('query { shop {', {})).toBe(0)
  })

  it('goes by the name of the operation', () => {
    expect(operationName('#graphql\n  query ShopFacts { shop { name } }')).toBe('ShopFacts')
    expect(operationName('{ shop { name } }')).toBe('unnamed')
  })
})
