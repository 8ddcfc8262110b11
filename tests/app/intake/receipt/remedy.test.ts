import { expect, it } from 'vitest'
import { topicsRead } from '../../../../app/intake/kinds/index.server.ts'
import { mayDismiss, remedyOf } from '../../../../app/intake/receipt/remedy.ts'

const NO_JSON = 'the body is no JSON: it ends too early'

it.each([
  ['orders/updated', NO_JSON, 'compare'],
  ['customers/update', 'customer.updated_at: expected a date', 'compare'],
  ['customers/merge', NO_JSON, 'support'],
  ['checkouts/delete', NO_JSON, 'support'],
  ['shop/redact', 'the app looks installed here; once it is uninstalled, try again', 'later'],
  ['bulk_operations/finish', NO_JSON, 'nothing'],
  ['app/uninstalled', NO_JSON, 'support'],
  ['orders/create', 'deadlock detected', 'again'],
  ['orders/create', null, 'again'],
])('a failed %s for the reason "%s" is helped by: %s', (topic, reason, remedy) => {
  expect(remedyOf(topic, reason)).toBe(remedy)
})

it('only what the law asks for cannot be put away', () => {
  expect(topicsRead.filter((topic) => !mayDismiss(topic)).sort()).toEqual([
    'customers/data_request',
    'customers/redact',
    'shop/redact',
  ])
})
