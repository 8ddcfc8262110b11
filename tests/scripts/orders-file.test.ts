import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { readOrdersFile } from '../../scripts/orders-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'orders-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

test('a file of order lines names a stock of its own, plain or packed', async () => {
  const plain = await readOrdersFile(file('shop.csv', `${HEADER}\n1,A,B,1,2011-01-01 10:00:00,1.00,1,France\n`))
  expect(plain.stock).toMatch(/^orders-shop-[0-9a-f]{8}$/)
  const packed = await readOrdersFile(file('shop.csv.gz', gzipSync(`\uFEFF"InvoiceNo"${HEADER.slice(9)}\n`)))
  expect(packed.stock).not.toBe(plain.stock)
})

test.each([
  ['is not there', () => join(folder, 'none.csv'), /there is no file .*none\.csv/],
  ['lacks a column', () => file('thin.csv', `${HEADER.replace(',Country', '')}\n`), /lacks the column Country/],
  ['is empty', () => file('empty.csv', ''), /empty\.csv is empty/],
])('a file that %s is refused by name before anything starts', async (_, path, reason) => {
  await expect(readOrdersFile(path())).rejects.toThrow(reason)
})
