import { readFileSync } from 'node:fs'
import pg from 'pg'
import { expect, test } from 'vitest'
import { parseSegmentQuery, printSegmentQuery } from '../../../app/segments/index.ts'
import { testDatabase } from '../../support/database.ts'

const migration = readFileSync('prisma/migrations/20261124000017_segments_as_queries/migration.sql', 'utf8')

test('segments that were lists of rules become canonical queries that say the same', async () => {
  const { url } = await testDatabase()
  const client = new pg.Client(url)
  await client.connect()
  await client.query(`
    drop index customer_tags_idx;
    drop function lower_tags(text[]);
    alter table segment drop column query, drop column description, drop column owner, add column rules jsonb;
    insert into shop (id, domain, name, currency, time_zone, locale)
    values (1, 'a', 'A', 'EUR', 'Europe/Berlin', 'de'), (2, 'b', 'B', 'JPY', 'Asia/Tokyo', 'ja')`)
  const given = async (shopId: number, name: string, rules: unknown) =>
    client.query('insert into segment (shop_id, id, name, rules) values ($1, gen_random_uuid(), $2, $3)', [
      ...[shopId, name, JSON.stringify(rules)],
    ])
  await given(1, 'all', [
    { kind: 'prefers', types: ["Ring's", 'C:\\temp'] },
    { kind: 'lastOrder', when: 'before', days: 180 },
    { kind: 'lastOrder', when: 'within', days: 3650 },
    { kind: 'spent', minor: 20_050 },
    { kind: 'orders', count: 2 },
    { kind: 'mayEmail' },
    { kind: 'askedAbout', types: ['Ringe'] },
    { kind: 'group', groups: ['AT_RISK'] },
  ])
  await given(1, 'none', [])
  await given(2, 'yen', [{ kind: 'spent', minor: 500 }])
  await client.query(migration)
  const { rows } = await client.query<{ name: string; query: string }>('select name, query from segment order by name')
  await client.end()
  expect(rows).toEqual([
    {
      name: 'all',
      query:
        "preferred_product_type IN ('Ring\\'s', 'C:\\\\temp') AND last_order_date < -180d AND last_order_date >= -3650d" +
        ' AND amount_spent >= 200.5 AND number_of_orders >= 2 AND may_email = true' +
        " AND service_requests MATCHES (product_type = 'Ringe') AND rfm_group = 'AT_RISK'",
    },
    { name: 'none', query: 'number_of_orders >= 0' },
    { name: 'yen', query: 'amount_spent >= 500' },
  ])
  for (const { query } of rows) {
    const read = parseSegmentQuery(query)
    expect(read.outcome === 'parsed' && printSegmentQuery(read.query)).toBe(query)
  }
})
