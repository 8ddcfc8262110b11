import { beforeAll, describe, expect, test } from 'vitest'
import type { Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { csvLine } from '../../../app/segments/csv.ts'
import { openSegments } from '../../../app/segments/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { NOW, stockCorpusShop } from './corpus-shop.ts'

let db: Database
let shop: Shop

beforeAll(async () => {
  ;({ db } = await testDatabase())
  shop = await givenShop(db)
  await stockCorpusShop(db, shop)
})

const segments = () => openSegments({ db, adminFor: () => Promise.reject(new Error('asks nobody')), now: () => NOW })

async function saved(query: string, ofShop = shop): Promise<string> {
  const answer = await segments().save(ofShop, { id: null, name: crypto.randomUUID(), query })
  if (answer.outcome !== 'saved') throw new Error(answer.outcome)
  return answer.id
}

describe('the file of a segment’s members', () => {
  test('holds a line for each, with what is known of them', async () => {
    const file = await segments().exportCsv(shop, await saved("segment = 'Gute Kunden' OR customer_language IS NULL"))
    expect((await new Response(file).text()).split('\r\n')).toEqual([
      '"customer_id","email","first_name","last_name","customer_language","number_of_orders","amount_spent","last_order_date","rfm_group"',
      '"-77","jan@example.com","Jan","","","1","25.00","2025-10-28T10:00:00.000Z","DORMANT"',
      '"9007199254740993","anna@gmail.com","Anna","","de","3","250.00","2026-03-10T12:00:00.000Z","AT_RISK"',
      '"9007199254740999","gina@gmail.com","Gina","","de","2","1030.00","2026-10-26T23:00:00.000Z","CHAMPIONS"',
      '"9007199254741000","hugo@example.com","Hugo","","de","5","1000.00","2026-09-05T12:00:00.000Z","LOYAL"',
      '',
    ])
  })

  test('comes in parts while it is read, and is let go of when nobody reads on', async () => {
    const large = await givenShop(db, 'large.myshopify.com')
    await db.$executeRaw`
      insert into customer (shop_id, id, email, created_at, updated_at)
      select ${large.id}, n, n || '@example.com', now(), now() from generate_series(1, 9000) n`
    await db.$executeRaw`
      insert into profile (shop_id, customer_id, orders, spent_minor, rfm_group, refreshed_at)
      select ${large.id}, n, 0, 0, 'PROSPECTS', now() from generate_series(1, 9000) n`
    const id = await saved('number_of_orders = 0', large)
    const whole = await new Response(await segments().exportCsv(large, id)).text()
    expect(whole.split('\r\n')).toHaveLength(9000 + 2)
    // More files are begun and left than there are connections.
    for (let times = 0; times < 8; times += 1) {
      const reader = (await segments().exportCsv(large, id))?.getReader()
      const first = await reader?.read()
      const second = await reader?.read()
      expect(new TextDecoder().decode(second?.value).split('\r\n').length).toBeLessThan(9000)
      expect(first?.done).toBe(false)
      await reader?.cancel()
    }
  })

  test('is not there for another shop, for no segment, or where nobody can say who belongs', async () => {
    const other = await givenShop(db, 'other.myshopify.com')
    expect(await segments().exportCsv(other, await saved('number_of_orders = 0'))).toBeNull()
    expect(await segments().exportCsv(shop, 'x')).toBeNull()
    await db.segment.create({ data: { shopId: shop.id, id: crypto.randomUUID(), name: 'later', query: 'csat > 1' } })
    const later = await db.segment.findFirstOrThrow({ where: { name: 'later' } })
    expect(await segments().exportCsv(shop, later.id)).toBeNull()
  })

  test.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+49 30 1', `"'+49 30 1"`],
    ['-2+3', `"'-2+3"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    [' =1+1', `"' =1+1"`],
    ['\t=1', `"'\t=1"`],
    ['＝1+1', `"'＝1+1"`],
    ['-77', '"-77"'],
    ['a,"b"\r\nc', '"a,""b""\r\nc"'],
    ["O'Hara", `"O'Hara"`],
  ])('makes text of %j, which a spreadsheet would run or break at', (cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`)
  })
})
