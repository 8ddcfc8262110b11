import { beforeAll, describe, expect, test } from 'vitest'
import type { Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { openProfiles } from '../../../app/profiles/index.server.ts'
import { countMembers, openSegments } from '../../../app/segments/index.server.ts'
import { countEach } from '../../../app/segments/count.server.ts'
import { storedQuery } from '../../../app/segments/members.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { openLedgerRows } from '../profiles/ledger-rows.ts'

// Noon in Berlin; sixty days before lies on the other side of the end of daylight saving time.
const NOW = new Date('2026-11-23T11:00:00Z')
let db: Database
let shop: Shop

beforeAll(async () => {
  ;({ db } = await testDatabase())
  const elsewhere = await givenShop(db, 'elsewhere.myshopify.com')
  await stock(elsewhere)
  shop = await givenShop(db)
  await stock(shop)
})

async function stock(ofShop: Shop): Promise<void> {
  const rows = openLedgerRows(db, ofShop)
  const [anna, ben, cara] = [await rows.customer('Anna'), await rows.customer('Ben'), await rows.customer('Cara')]
  await rows.customer('Dora', '', null)
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
}

describe('a segment', () => {
  const segments = () => openSegments({ db, adminFor: () => Promise.reject(new Error('asks nobody')), now: () => NOW })
  const query = 'number_of_orders >= 1 AND may_email = true'

  test('is saved, counted, changed and deleted', async () => {
    const saved = await segments().save(shop, {
      id: null,
      name: ' Käufer ',
      query: 'NUMBER_OF_ORDERS>=1 and may_email = true',
    })
    if (saved.outcome !== 'saved') throw new Error(saved.outcome)
    expect(await segments().list(shop)).toMatchObject([{ id: saved.id, name: 'Käufer', count: 1, query }])
    const wider = { query: 'number_of_orders >= 1', description: 'Alle', owner: 'Jule' }
    expect(await segments().save(shop, { id: saved.id, name: 'Alle Käufer', ...wider })).toEqual(saved)
    expect(await segments().list(shop)).toMatchObject([{ name: 'Alle Käufer', count: 3, ...wider }])
    expect(await segments().remove(shop, saved.id)).toEqual({ outcome: 'deleted' })
    expect(await segments().remove(shop, saved.id)).toEqual({ outcome: 'gone' })
    expect(await segments().list(shop)).toEqual([])
  })

  test('says what is wrong with its query before it is saved', async () => {
    const save = (name: string, text: string) => segments().save(shop, { id: null, name, query: text })
    expect(await save('', 'number_of_orders >= 1 AND amount_spend > 5')).toMatchObject({
      outcome: 'invalid',
      name: 'missing',
      query: { code: 'didYouMean', line: 1, column: 27, found: 'amount_spend', values: { nearest: 'amount_spent' } },
    })
    expect(await save('X', ' ')).toMatchObject({ query: 'missing' })
    expect(await save('X', 'csat <= 2')).toMatchObject({ query: { code: 'notAvailable', values: { name: 'csat' } } })
    expect(await save('X', "segment = 'Y'")).toMatchObject({ query: { code: 'unknownSegment', column: 11 } })
    expect(await save('X', "number_of_orders = 1 OR segment = 'x'")).toMatchObject({ query: { code: 'segmentCycle' } })
    expect(await segments().count(shop, { query: 'a' })).toMatchObject({
      outcome: 'invalid',
      fault: { code: 'unknownName' },
    })
    expect(await segments().count(shop, null)).toMatchObject({ outcome: 'invalid' })
  })

  test('follows another segment, and is unknown without it', async () => {
    const inner = await segments().save(shop, { id: null, name: 'Innen', query })
    await segments().save(shop, { id: null, name: 'Außen', query: "segment != 'innen'" })
    expect((await segments().list(shop)).map(({ name, count }) => [name, count])).toEqual([
      ['Außen', 3],
      ['Innen', 1],
    ])
    if (inner.outcome !== 'saved') throw new Error(inner.outcome)
    await segments().save(shop, { id: inner.id, name: "Drinnen's", query })
    expect(await segments().list(shop)).toMatchObject([
      { name: 'Außen', count: 3, query: "segment != 'Drinnen\\'s'" },
      { name: "Drinnen's", count: 1 },
    ])
    await segments().remove(shop, inner.id)
    const [outer] = await segments().list(shop)
    expect(outer).toMatchObject({ name: 'Außen', count: null })
    await segments().remove(shop, outer?.id ?? '')
  })

  test('is counted with others as it is counted alone', async () => {
    const queries = [
      ...['number_of_orders = 0', query, 'return_rate = 0', 'orders_placed MATCHES (count >= 2) OR may_email = true'],
      ...Array.from({ length: 12 }, (_, at) => `orders_placed NOT MATCHES (date >= -${String(60 + at * 60)}d)`),
      ...["products_purchased MATCHES (product_type = 'Ringe')", 'csat > 1'],
    ].map(storedQuery)
    const alone = await Promise.all(queries.map((one) => countMembers(db, shop, one, NOW)))
    expect(await countEach(db, shop, queries, NOW)).toEqual(
      alone.map((one) => (one.outcome === 'counted' ? one.count : null)),
    )
  })

  test('has a name that no other segment of the shop has, whatever its case', async () => {
    const saved = await segments().save(shop, { id: null, name: 'Treue Käufer', query })
    if (saved.outcome !== 'saved') throw new Error(saved.outcome)
    const taken = { outcome: 'invalid', name: 'taken', query: null }
    expect(await segments().save(shop, { id: null, name: 'treue käufer ', query })).toEqual(taken)
    expect(await segments().save(shop, { id: saved.id, name: 'TREUE Käufer', query })).toEqual(saved)
    const twins = await Promise.all(
      ['Zwilling', 'Zwilling'].map((name) => segments().save(shop, { id: null, name, query })),
    )
    expect(twins.map(({ outcome }) => outcome).sort()).toEqual(['invalid', 'saved'])
    const stranger = await givenShop(db, 'namesake.myshopify.com')
    expect(await segments().save(stranger, { id: null, name: 'Treue Käufer', query })).toMatchObject({
      outcome: 'saved',
    })
    for (const { id } of await segments().list(shop)) await segments().remove(shop, id)
  })

  test('of another shop is neither shown nor changed nor deleted', async () => {
    const stranger = await givenShop(db, 'stranger.myshopify.com')
    const saved = await segments().save(stranger, { id: null, name: 'Fremd', query })
    if (saved.outcome !== 'saved') throw new Error(saved.outcome)
    expect(await segments().get(shop, saved.id)).toBeNull()
    expect(await segments().save(shop, { id: saved.id, name: 'Meins', query })).toEqual({ outcome: 'gone' })
    expect(await segments().remove(shop, saved.id)).toEqual({ outcome: 'gone' })
    expect(await segments().get(stranger, saved.id)).toMatchObject({ name: 'Fremd' })
  })

  test('shows its best members while it is edited, and templates that reach someone', async () => {
    const counted = await segments().count(shop, { query: 'number_of_orders >= 1' })
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
