import { expect, test } from 'vitest'
import { asSubject, subjectsOf } from '../../../app/intake/subjects.ts'
import { parseShopifyJson } from '../../../app/ledger/index.ts'

const of = (body: string) => {
  const { ids, words } = subjectsOf(parseShopifyJson(body))
  return { ids: ids.map(String).sort(), words: words.sort() }
}

test.each([
  ['its own id and that of its buyer', '{"id":9007199254740993,"customer":{"id":2}}', ['2', '9007199254740993'], []],
  ['the order and the customer that it points at', '{"order_id":3,"customerId":"4"}', ['3', '4'], []],
  ['ids in GraphQL’s writing, and those of other things not', gids('Customer/5', 'LineItem/123456789012'), ['5'], []],
  ['lists of orders', '{"orders_to_redact":[6,7]}', ['6', '7'], []],
  ['the buyers of things in a list', '{"list":[{"id":1,"customer":{"id":8},"line_item":{"id":2}}]}', ['8'], []],
  ['long numbers in running text', '{"note":"see order 5123456789012, please"}', ['5123456789012'], []],
  ['addresses in any spelling', '{"email":" Anna@Example.DE "}', [], ['anna@example.de']],
  ['addresses in running text', '{"note":"write to <Anna@Example.de>!"}', [], ['anna@example.de']],
  ['addresses whose signs are escaped', '{"email":"anna\\u0040example.de"}', [], ['anna@example.de']],
  ['phones by their digits', '{"phone":"+49 151-123"}', [], ['49151123']],
  ['nobody in a price, a date or a null', '{"price":"50.00","at":"2026-03-10T12:00:00Z","phone":null}', [], []],
])('a body tells %s', (_, body, ids, words) => {
  expect(of(body)).toEqual({ ids, words })
})

test('a person is looked for in the spelling in which bodies are read', () => {
  expect([' Anna@Example.de', '+49 (151) 123'].map(asSubject)).toEqual(['anna@example.de', '49151123'])
})

function gids(...names: string[]): string {
  return JSON.stringify(names.map((name) => `gid://shopify/${name}`))
}
