import fc from 'fast-check'
import { expect, it } from 'vitest'
import { copyRows, inBulk } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'

const { db } = await testDatabase()

type Row = { place: number; text: string | null; id: bigint; at: Date; flag: boolean; texts: string[] }

// PostgreSQL stores no NUL, and a half of a surrogate pair is no text.
const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('\t', '\n', '\r', '\\', '"', '{', ',', "'", 'N'),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    ),
  })
  .map((value) => value.replaceAll('\0', ''))
const row = fc.record({
  text: fc.option(text),
  id: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  at: fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
  flag: fc.boolean(),
  texts: fc.array(text, { maxLength: 4 }),
})

it('brings back every value as it was, whatever signs are in it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (given) => {
      const rows: Row[] = given.map((one, place) => ({ place, ...one }))
      const found = await inBulk(db, async (tx) => {
        await tx.$executeRaw`
          create temp table copied (place int, text text, id bigint, at timestamptz, flag boolean, texts text[]) on commit drop`
        const columns = (['place', 'text', 'id', 'at', 'flag', 'texts'] as const).map((name) => ({
          name,
          of: (one: Row) => one[name],
        }))
        await copyRows(tx, 'copied', columns, rows)
        return tx.$queryRaw<Row[]>`select * from copied order by place`
      })
      expect(found).toEqual(rows)
    }),
    { numRuns: 30 },
  )
})

it('is undone with its transaction', async () => {
  const columns = [
    { name: 'shop_id', of: () => 1 },
    { name: 'id', of: (id: number) => id },
    ...['title', 'handle', 'product_type', 'vendor', 'status'].map((name) => ({ name, of: () => name })),
    { name: 'tags', of: () => [] },
    ...['created_at', 'updated_at'].map((name) => ({ name, of: () => new Date() })),
  ]
  await expect(
    inBulk(db, async (tx) => {
      await copyRows(tx, 'product', columns, [1, 2, 3])
      expect(await tx.product.count()).toBe(3)
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  expect(await db.product.count()).toBe(0)
  await inBulk(db, (tx) => copyRows(tx, 'product', columns, [1, 2, 3]))
  await expect(inBulk(db, (tx) => copyRows(tx, 'product', columns, [4, 1]))).rejects.toThrow(/duplicate key/)
  expect(await db.product.count()).toBe(3)
})
