import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { idFilter, tagFilter, textFilter, timeFilter } from '../../dev-shop/admin-api/filters.ts'
import { searchCondition } from '../../dev-shop/admin-api/search-query.ts'

const filters = {
  id: idFilter('id', 'Order'),
  email: textFilter('email'),
  tag: tagFilter('tags'),
  updated_at: timeFilter('updated_at'),
}

const table = new DatabaseSync(':memory:')
table.exec(`
  create table orders (id text, email text, tags text, updated_at text);
  insert into orders values
    ('9100000000000001', 'anna@example.de', '["VIP", "Ringe"]', '2026-01-01T10:00:00.000Z'),
    ('9100000000000002', 'ben@example.de', '[]', '2026-01-01T10:00:00.900Z'),
    ('9100000000000003', null, '["Ringe"]', '2026-01-02T00:00:00.000Z')`)

describe('a search query finds', () => {
  it.each([
    ['', [1, 2, 3]],
    ['email:ANNA@example.de', [1]],
    ["email:'anna@example.de'", [1]],
    ['email:*', [1, 2]],
    ['email:b*', [2]],
    ['-email:ben@example.de', [1, 3]],
    ['NOT email:ben@example.de', [1, 3]],
    ['id:>=9100000000000002', [2, 3]],
    ['id:>5', [1, 2, 3]],
    ['id:gid://shopify/Order/9100000000000003', [3]],
    ['tag:ringe', [1, 3]],
    ['tag:ringe tag:vip', [1]],
    ['tag:ringe AND email:*', [1]],
    ['id:9100000000000002 OR tag:vip', [1, 2]],
    ['(id:9100000000000002 OR tag:vip) email:a*', [1]],
    ['updated_at:2026-01-01', [1, 2]],
    ['updated_at:>2026-01-01T10:00:00Z', [3]],
    ['updated_at:>="2026-01-01T11:00:00+01:00"', [1, 2, 3]],
    ['updated_at:<=2026-01-01T10:00:00Z', [1, 2]],
    ["updated_at:<'2026-01-01T10:00:00Z'", []],
  ])('%s', (query, expected) => {
    const { sql, parameters } = searchCondition(query, filters)
    const found = table.prepare(`select id from orders where ${sql} order by id`).all(...parameters)
    expect(found.map(({ id }) => Number(String(id).slice(-1)))).toEqual(expected)
  })
})

describe('a search query is refused', () => {
  it.each([
    ['anna', 'write filter:value'],
    ['emial:x', 'no filter "emial"'],
    ['(id:1', 'a parenthesis is not closed'],
    ['id:1)', '")" is unexpected'],
    ['id:anna', 'is no id'],
    ['email:>a', 'makes no sense for a text'],
    ['updated_at:yesterday', 'is no time'],
  ])('%s', (query, reason) => {
    expect(() => searchCondition(query, filters)).toThrow(reason)
  })
})
