import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { openProfiles } from '../../../app/profiles/index.server.ts'
import { countMembers, membersOf, openSegments } from '../../../app/segments/index.server.ts'
import type { Rule } from '../../../app/segments/index.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { openLedgerRows } from '../profiles/ledger-rows.ts'

// Noon in Berlin; sixty days before lies on the other side of the end of daylight saving time.
const NOW = new Date('2026-11-23T11:00:00Z')
let db: Database
let shop: Shop
let names: Map<bigint, string>

beforeAll(async () => {
  ;({ db } = await testDatabase())
  const elsewhere = await givenShop(db, 'elsewhere.myshopify.com')
  await stock(elsewhere)
  shop = await givenShop(db)
  names = await stock(shop)
})

async function stock(ofShop: Shop): Promise<Map<bigint, string>> {
  const rows = openLedgerRows(db, ofShop)
  const [anna, ben, cara, dora] = [
    await rows.customer('Anna'),
    await rows.customer('Ben'),
    await rows.customer('Cara'),
    await rows.customer('Dora', '', null),
  ]
  for (const at of ['2026-01-10', '2026-02-10', '2026-03-10']) {
    await rows.order({ customer: anna, at: `${at}T12:00:00Z`, lines: [{ type: 'Halsketten', minor: 10_000 }] })
  }
  await rows.question(anna, 'Ringe', '2026-11-03T10:00:00Z')
  await rows.order({ customer: ben, at: '2026-09-23T22:00:00Z', lines: [{ type: 'Ringe', minor: 20_000 }] })
  await rows.order({ customer: cara, at: '2026-09-24T21:59:59Z', lines: [{ type: 'Ohrringe', minor: 4_000 }] })
  await rows.consent(anna, 'subscribed', '2026-01-01')
  await rows.consent(ben, 'subscribed', '2026-01-01')
  await rows.consent(ben, 'unsubscribed', '2026-05-01')
  await rows.consent(cara, 'subscribed', '2026-01-01')
  await db.suppression.create({ data: { shopId: ofShop.id, email: 'cara@example.com', reason: 'bounced' } })
  await openProfiles({ db, now: () => NOW, timelineSources: [] }).refreshAll({ shopId: ofShop.id })
  return new Map<bigint, string>([
    [anna, 'Anna'],
    [ben, 'Ben'],
    [cara, 'Cara'],
    [dora, 'Dora'],
  ])
}

async function membersByName(...rules: Rule[]): Promise<string> {
  const rows = await db.$queryRaw<{ customer_id: CustomerId }[]>(membersOf(shop, rules, NOW))
  expect(await countMembers(db, shop, rules, NOW)).toBe(rows.length)
  return rows
    .map((row) => names.get(row.customer_id) ?? 'a stranger')
    .sort()
    .join(' ')
}

describe('members', () => {
  const table: [string, Rule[], string][] = [
    ['no rule', [], 'Anna Ben Cara Dora'],
    ['the preferred type', [{ kind: 'prefers', types: ['Halsketten'] }], 'Anna'],
    ['any of several types', [{ kind: 'prefers', types: ['Halsketten', 'Ringe', 'Broschen'] }], 'Anna Ben'],
    ['an order on the first of 60 whole days', [{ kind: 'lastOrder', when: 'within', days: 60 }], 'Ben Cara'],
    ['an order on the first of 59 whole days', [{ kind: 'lastOrder', when: 'within', days: 59 }], ''],
    ['a last order older than 59 days', [{ kind: 'lastOrder', when: 'before', days: 59 }], 'Anna Ben Cara'],
    ['a last order older than 60 days', [{ kind: 'lastOrder', when: 'before', days: 60 }], 'Anna'],
    ['money spent', [{ kind: 'spent', minor: 20_000 }], 'Anna Ben'],
    ['more money spent', [{ kind: 'spent', minor: 20_001 }], 'Anna'],
    ['a number of orders', [{ kind: 'orders', count: 2 }], 'Anna'],
    ['consent that is newest and not suppressed', [{ kind: 'mayEmail' }], 'Anna'],
    ['a question', [{ kind: 'askedAbout', types: ['Ringe'] }], 'Anna'],
    ['a group', [{ kind: 'group', groups: ['PROSPECTS'] }], 'Dora'],
    [
      'two rules',
      [
        { kind: 'orders', count: 1 },
        { kind: 'spent', minor: 15_000 },
      ],
      'Anna Ben',
    ],
    [
      'rules that exclude each other',
      [
        { kind: 'group', groups: ['PROSPECTS'] },
        { kind: 'orders', count: 1 },
      ],
      '',
    ],
  ]
  test.each(table)('by %s', async (_, rules, expected) => {
    expect(await membersByName(...rules)).toBe(expected)
  })

  test.each(["'; drop table profile; --", "Ringe' or '1'='1", '{"a":1}', '\\', '%', 'Ringe","Halsketten'])(
    'are not reached by the text %s',
    async (text) => {
      expect(await membersByName({ kind: 'prefers', types: [text] })).toBe('')
      expect(await membersByName({ kind: 'askedAbout', types: [text] })).toBe('')
      expect(await membersByName()).toBe('Anna Ben Cara Dora')
    },
  )
})

describe('a segment', () => {
  const segments = () => openSegments({ db, now: () => NOW })
  const rules: Rule[] = [{ kind: 'orders', count: 1 }, { kind: 'mayEmail' }]

  test('is saved, counted, changed and deleted', async () => {
    const saved = await segments().save(shop, { id: null, name: ' Käufer ', rules })
    if (saved.outcome !== 'saved') throw new Error(saved.outcome)
    expect(await segments().list(shop)).toMatchObject([{ id: saved.id, name: 'Käufer', count: 1, rules }])
    const wider = [{ kind: 'orders', count: 1 }]
    expect(await segments().save(shop, { id: saved.id, name: 'Alle Käufer', rules: wider })).toEqual(saved)
    expect(await segments().list(shop)).toMatchObject([{ name: 'Alle Käufer', count: 3 }])
    expect(await segments().remove(shop, saved.id)).toEqual({ outcome: 'deleted' })
    expect(await segments().remove(shop, saved.id)).toEqual({ outcome: 'gone' })
    expect(await segments().list(shop)).toEqual([])
  })

  test('says what is missing before it is saved', async () => {
    const half = [
      { kind: 'prefers', types: [] },
      { kind: 'orders', count: 2 },
      { kind: 'lastOrder', when: 'before', days: 0 },
    ]
    expect(await segments().save(shop, { id: null, name: '', rules: half })).toEqual({
      outcome: 'invalid',
      name: 'missing',
      rules: [
        { rule: 0, code: 'choose' },
        { rule: 2, code: 'days' },
      ],
    })
    expect(await segments().save(shop, { id: null, name: 'X', rules: [] })).toMatchObject({ rules: 'missing' })
    expect(await segments().save(shop, { id: null, name: 'X', rules: 'x' })).toMatchObject({ outcome: 'invalid' })
  })

  test('has a name that no other segment of the shop has, whatever its case', async () => {
    const saved = await segments().save(shop, { id: null, name: 'Treue Käufer', rules })
    if (saved.outcome !== 'saved') throw new Error(saved.outcome)
    const taken = { outcome: 'invalid', name: 'taken', rules: [] }
    expect(await segments().save(shop, { id: null, name: 'treue käufer ', rules })).toEqual(taken)
    expect(await segments().save(shop, { id: saved.id, name: 'TREUE Käufer', rules })).toEqual(saved)
    const twins = await Promise.all(
      ['Zwilling', 'Zwilling'].map((name) => segments().save(shop, { id: null, name, rules })),
    )
    expect(twins.map(({ outcome }) => outcome).sort()).toEqual(['invalid', 'saved'])
    const stranger = await givenShop(db, 'namesake.myshopify.com')
    expect(await segments().save(stranger, { id: null, name: 'Treue Käufer', rules })).toMatchObject({
      outcome: 'saved',
    })
    for (const { id } of await segments().list(shop)) await segments().remove(shop, id)
  })

  test('of another shop is neither shown nor changed nor deleted', async () => {
    const stranger = await givenShop(db, 'stranger.myshopify.com')
    const saved = await segments().save(stranger, { id: null, name: 'Fremd', rules })
    if (saved.outcome !== 'saved') throw new Error(saved.outcome)
    expect(await segments().get(shop, saved.id)).toBeNull()
    expect(await segments().save(shop, { id: saved.id, name: 'Meins', rules })).toEqual({ outcome: 'gone' })
    expect(await segments().remove(shop, saved.id)).toEqual({ outcome: 'gone' })
    expect(await segments().get(stranger, saved.id)).toMatchObject({ name: 'Fremd' })
  })

  test('shows its best members while it is edited, and templates that reach someone', async () => {
    const counted = await segments().count(shop, { rules: [{ kind: 'orders', count: 1 }] })
    expect(counted).toMatchObject({ count: 3, of: 4 })
    if (counted.outcome !== 'counted') throw new Error(counted.outcome)
    expect(counted.sample.map((member) => member.name)).toEqual(['Anna', 'Ben', 'Cara'])
    expect(await segments().suggestions(shop)).toMatchObject([
      { id: 'winBack', type: 'Halsketten', count: 1 },
      { id: 'asked', type: 'Ringe', count: 1 },
      { id: 'regularsAtRisk', count: 1 },
    ])
  })
})
