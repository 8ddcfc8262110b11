import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { reasonOf } from '../../../../app/intake/receipt/reason.ts'
import de from '../../../../app/intake/texts/de.json' with { type: 'json' }
import en from '../../../../app/intake/texts/en.json' with { type: 'json' }

it.each([
  ['Access denied for returns field. Required access: `read_returns` access scope. (ReconcileOrderParts)', 'denied'],
  ['Throttled (ReconcileList, request 1)', 'away'],
  ['demo.myshopify.com answered 503 (ReconcileList, request 1)', 'away'],
  ['gid://shopify/Order/7: order.totalPriceSet: expected an amount', 'unreadable'],
  ['stock 7@8: it holds a value that the database cannot hold', 'unreadable'],
  ['the body is no JSON: it ends too early', 'unreadable'],
  ['the app looks installed here; once it is uninstalled, try again', 'installed'],
  ['Shopify denies access to this data', 'denied'],
  ['the export broke off after 7 of 12 lines', 'away'],
  ["Shopify's export ended as FAILED (TIMEOUT)", 'away'],
  ['no room on the disk', 'failed'],
])('a merchant is told of "%s" in words of his own', (problem, reason) => {
  expect(reasonOf(problem)).toBe(reason)
})

it('every access scope that the app asks for has a name in both languages', () => {
  const [, declared = ''] = /^scopes = "([^"]+)"/m.exec(readFileSync('shopify.app.toml', 'utf8')) ?? []
  const scopes = declared.split(',').sort()
  expect(scopes.length).toBeGreaterThan(10)
  for (const texts of [de, en]) expect(Object.keys(texts.receipt.scope).sort()).toEqual(scopes)
})
