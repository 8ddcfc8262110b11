import { describe, expect, test } from 'vitest'
import { checkProxySignature, signatureOf } from '../../../app/storefront/proxy-signature.ts'

const secret = 'hush'
const now = new Date(1_317_327_555_000)
const told = {
  shop: 'some-shop.myshopify.com',
  path_prefix: '/apps/awesome_reviews',
  timestamp: '1317327555',
  logged_in_customer_id: '9007199254742001',
}

function signed(fields: Record<string, string>): URLSearchParams {
  const query = new URLSearchParams(fields)
  query.set('signature', signatureOf(query, secret))
  return query
}

test('the signature is the one of Shopify’s own published example', () => {
  const query = new URLSearchParams(
    'extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews' +
      '&timestamp=1317327555&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb',
  )
  const visit = checkProxySignature(query, secret, now)
  expect(visit).toEqual({ outcome: 'genuine', shopDomain: 'shop-name.myshopify.com', customerId: 1n })
})

test('a genuine request names the shop and the logged-in customer, whose id is no double', () => {
  expect(checkProxySignature(signed(told), secret, now)).toEqual({
    outcome: 'genuine',
    shopDomain: 'some-shop.myshopify.com',
    customerId: 9007199254742001n,
  })
})

describe('a request is refused', () => {
  test.each<[string, (query: URLSearchParams) => void, string]>([
    ['whose customer was changed', (query) => query.set('logged_in_customer_id', '1'), 'forged'],
    ['whose shop was changed', (query) => query.set('shop', 'other.myshopify.com'), 'forged'],
    ['to which something was added', (query) => query.append('extra', '1'), 'forged'],
    ['whose signature is another', (query) => query.set('signature', 'a'.repeat(64)), 'forged'],
    ['whose signature is cut short', (query) => query.set('signature', 'abc'), 'forged'],
    ['whose signature is not ASCII', (query) => query.set('signature', 'ä'.repeat(64)), 'forged'],
    ['without a signature', (query) => query.delete('signature'), 'missing'],
    ['without a shop', (query) => query.delete('shop'), 'missing'],
    ['without a timestamp', (query) => query.delete('timestamp'), 'missing'],
    ['with two customers', (query) => query.append('logged_in_customer_id', '1'), 'ambiguous'],
    ['with two shops', (query) => query.append('shop', 'other.myshopify.com'), 'ambiguous'],
  ])('%s', (_, change, outcome) => {
    const query = signed(told)
    change(query)
    expect(checkProxySignature(query, secret, now)).toEqual({ outcome })
  })

  test.each([
    ['91 seconds old', 91_000, 'stale'],
    ['91 seconds ahead', -91_000, 'stale'],
    ['90 seconds old', 90_000, 'genuine'],
  ])('or not, by its age: %s', (_, passed, outcome) => {
    expect(checkProxySignature(signed(told), secret, new Date(now.getTime() + passed)).outcome).toBe(outcome)
  })

  test('when a second customer was signed along with it', () => {
    const query = new URLSearchParams({ ...told, logged_in_customer_id: '1' })
    query.append('logged_in_customer_id', '2')
    query.set('signature', signatureOf(query, secret))
    expect(checkProxySignature(query, secret, now).outcome).toBe('ambiguous')
  })
})
