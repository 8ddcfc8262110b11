import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { openState, readMeta } from '../../../dev-shop/state/open.ts'
import { fillFromOrderLines } from '../../../dev-shop/stock/order-lines.ts'

const folder = mkdtempSync(join(tmpdir(), 'order-lines-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
const lines = [
  '1,A1,"RED RING, SMALL",3,2011-07-01 08:26:00,2.55,17850.0,United Kingdom', // 2
  '1,B2,BLUE BOX,1,2011-07-01 08:26:00,10.00,17850.0,United Kingdom', // 3
  '2,A1,RED RING,5,2011-12-01 09:00:00,2.00,17850.0,United Kingdom', // 4
  '3,A1,RED RING,1,2011-12-02 09:00:00,2.00,,EIRE', // 5
  'C4,A1,RED RING,-2,2011-12-03 09:00:00,2.00,17850.0,United Kingdom', // 6
  'C5,A1,RED RING,-9,2011-12-04 09:00:00,2.00,17850.0,United Kingdom', // 7
  '6,A1,RED RING,-1,2011-12-05 09:00:00,2.00,,United Kingdom', // 8
  'A7,B,Adjust bad debt,1,2011-12-06 09:00:00,-11062.06,,United Kingdom', // 9
  '8,A1,RED RING,many,2011-12-07 09:00:00,2.00,1,France', // 10
  '8,A1,RED RING,1,2011-02-30 09:00:00,2.00,1,France', // 11
  '8,A1,RED RING,1,2011-12-07 09:00:00,2.00', // 12
  '8,A1,RED RING,1,2011-12-07 09:00:00,cheap,1,France', // 13
  '9,POST,POSTAGE,1,2011-12-08 09:00:00,18.00,12583,France', // 14
]

async function loaded(content: string | Buffer, name = 'lines.csv') {
  writeFileSync(join(folder, name), content)
  const state = openState(':memory:')
  return { state, summary: await fillFromOrderLines(state, join(folder, name)) }
}

test('every line is sold, returned or refused with its number and reason', async () => {
  const { state, summary } = await loaded([header, ...lines].join('\n'))
  expect(summary).toEqual({
    lines: 13,
    imported: 4,
    guest: 1,
    returns: 1,
    refused: {
      'Quantity is no whole number': 1,
      'InvoiceDate is no date and time': 1,
      'UnitPrice is no amount': 1,
      'wrong number of columns': 1,
      'correction in the books, neither sale nor return': 1,
      'return without a customer': 1,
      'return without a matching order': 1,
    },
  })
  expect(JSON.parse(readMeta(state, 'stock_summary') ?? '')).toEqual(summary)
  const numbers = state.prepare('select line_number from refused_lines order by 1').all()
  expect(numbers.map((row) => row.line_number)).toEqual([7, 8, 9, 10, 11, 12, 13])
})

test('a return is booked against the most recent order that holds enough, at what was paid', async () => {
  const { state } = await loaded([header, ...lines].join('\n'))
  const refunds = state.prepare(
    'select o.name, r.total, o.financial_status from refunds r join orders o on o.id = r.order_id',
  )
  expect(refunds.all()).toEqual([{ name: '#2', total: 400, financial_status: 'PARTIALLY_REFUNDED' }])
})

test('times are read in the shop’s zone, summer and winter', async () => {
  const { state } = await loaded([header, ...lines].join('\n'))
  const times = state.prepare('select created_at from orders order by number limit 2').all()
  expect(times.map((row) => row.created_at)).toEqual(['2011-07-01T07:26:00.000Z', '2011-12-01T09:00:00.000Z'])
})

test('guests have no customer, and book-keeping lines no product', async () => {
  const { state } = await loaded([header, ...lines].join('\n'))
  expect(state.prepare("select customer_id, email from orders where name = '#3'").get()).toEqual({
    customer_id: null,
    email: null,
  })
  expect(state.prepare("select product_id, title from order_lines where sku = 'POST'").get()).toEqual({
    product_id: null,
    title: 'Postage',
  })
  expect(state.prepare("select email from customers where last_name = '17850'").get()).toEqual({
    email: 'customer-17850@example.com',
  })
})

test('a zipped file, other column order and a byte order mark change nothing', async () => {
  const turned = [header, ...lines.slice(0, 6)].map((line) =>
    line.split(',').length === 8 ? line.split(',').reverse().join(',') : line,
  )
  const plain = turned.filter((line) => !line.includes('"'))
  const { summary } = await loaded(gzipSync(`\ufeff${plain.join('\r\n')}\r\n`), 'lines.csv.gz')
  expect(summary).toMatchObject({ lines: 5, imported: 2, guest: 1, returns: 1 })
})

test('a header without a column is an error that names it', async () => {
  await expect(loaded('InvoiceNo,StockCode\n1,2')).rejects.toThrow(/lacks Description, Quantity/)
  await expect(loaded('')).rejects.toThrow(/header is missing/)
})

test('the last word becomes the product type once five products share it', async () => {
  const rings = ['RED', 'BLUE', 'OLD', 'NEW', 'BIG'].map(
    (kind, index) => `1,R${String(index)},${kind} RING,1,2011-07-01 08:26:00,1.00,1,France`,
  )
  const { state } = await loaded([header, ...rings, '1,X,LONE LAMP,1,2011-07-01 08:26:00,1.00,1,France'].join('\n'))
  expect(state.prepare('select product_type, count(*) as n from products group by 1 order by 1').all()).toEqual([
    { product_type: 'Other', n: 1 },
    { product_type: 'Ring', n: 5 },
  ])
  expect(state.prepare('select title from collections').all()).toEqual([{ title: 'Ring' }])
})

test('a quotation mark that is never closed costs its own line and no other', async () => {
  const bad = '2,A1,"RED RING,5,2011-12-01 09:00:00,2.00,17850.0,United Kingdom'
  const good = Array.from(
    { length: 60 },
    (_, n) => `${String(n + 10)},A1,RED RING,1,2011-12-02 09:00:00,2.00,17850,France`,
  )
  const folded = '90,A1,"RED\nRING",1,2011-12-03 09:00:00,2.00,17850,France'
  for (const content of [
    [header, bad, ...good, folded],
    [header, ...good, folded, bad],
  ]) {
    const { summary } = await loaded(content.join('\n'))
    expect(summary).toMatchObject({ lines: 62, imported: 61, refused: { 'a quotation mark is not closed': 1 } })
  }
})
