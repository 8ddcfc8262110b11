import { describe, expect, it } from 'vitest'
import { copyRows, isDataException, type Transaction } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'

const { db } = await testDatabase()
const shop = { domain: 'a.myshopify.com', name: 'A', currency: 'EUR', timeZone: 'UTC', locale: 'de' }
await db.shop.create({ data: shop })

async function errorOf(work: (tx: Transaction) => Promise<unknown>): Promise<unknown> {
  return db.$transaction(work).then(
    () => null,
    (error: unknown) => error,
  )
}

describe('what PostgreSQL refuses', () => {
  it.each<[string, (tx: Transaction) => Promise<unknown>]>([
    ['a NUL in a JSON text', (tx) => tx.$queryRaw`select ${'{"a":"\\u0000"}'}::jsonb ->> 'a'`],
    ['a NUL in a parameter', (tx) => tx.$queryRaw`select ${'a\0b'}::text`],
    ['a number out of range', (tx) => tx.$queryRaw`select ${'3000000000'}::text::int`],
    ['a NUL in a model', (tx) => tx.shop.create({ data: { ...shop, domain: 'b', name: 'a\0' } })],
    [
      'a number out of range by COPY',
      async (tx) => {
        await tx.$executeRaw`create temp table numbers (n int) on commit drop`
        await copyRows(tx, 'numbers', [{ name: 'n', of: (n: number) => n }], [3_000_000_000])
      },
    ],
  ])('for its value is told from everything else: %s', async (_, work) => {
    expect(isDataException(await errorOf(work))).toBe(true)
  })

  it.each<[string, (tx: Transaction) => Promise<unknown>]>([
    ['a unique key', (tx) => tx.shop.create({ data: shop })],
    ['an unknown table', (tx) => tx.$queryRaw`select 1 from nowhere`],
    [
      'a deadline',
      (tx) =>
        tx.$queryRaw`select set_config('statement_timeout', '1', true), pg_sleep(1)`.then(
          () => tx.$queryRaw`select pg_sleep(5)`,
        ),
    ],
  ])('for another reason may be tried again: %s', async (_, work) => {
    const error = await errorOf(work)
    expect(error).not.toBeNull()
    expect(isDataException(error)).toBe(false)
  })
})
