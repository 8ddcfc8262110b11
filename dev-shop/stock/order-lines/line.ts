import { momentOf } from '../shop-time.ts'

/** The columns of a file of order lines; all of them must be there. */
export const lineColumns = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
] as const
export type LineColumn = (typeof lineColumns)[number]

export type OrderLine = {
  kind: 'sale' | 'return'
  invoice: string
  stockCode: string
  description: string
  /** Pieces, above zero for returns too. */
  quantity: number
  at: Date
  /** Hundredths of the currency for one piece. */
  price: number
  /** Empty for a guest. */
  customer: string
  country: string
}

export type ReadLine = { outcome: 'line'; line: OrderLine } | { outcome: 'refused'; reason: string }

/**
 * Reads one line. A negative quantity or an invoice that starts with C is a return; an invoice that starts with
 * another letter is a correction in the books (A: bad debt) and refused, as is a negative price.
 */
export function readLine(field: (column: LineColumn) => string, timeZone: string): ReadLine {
  const invoice = field('InvoiceNo').trim()
  const stockCode = field('StockCode').trim()
  const quantity = wholeNumber(field('Quantity'))
  const price = hundredths(field('UnitPrice'))
  const at = moment(field('InvoiceDate'), timeZone)
  const customer = field('CustomerID').trim().replace(/\.0$/, '')
  if (invoice === '') return refused('InvoiceNo is empty')
  if (stockCode === '') return refused('StockCode is empty')
  if (quantity === null) return refused('Quantity is no whole number')
  if (quantity === 0) return refused('Quantity is zero')
  if (price === null) return refused('UnitPrice is no amount')
  if (at === null) return refused('InvoiceDate is no date and time')
  if (!/^[\w-]*$/.test(customer)) return refused('CustomerID is no id')
  if (/^[abd-z]/i.test(invoice)) return refused('correction in the books, neither sale nor return')
  if (price < 0) return refused('UnitPrice is negative')
  const kind = quantity < 0 || /^c/i.test(invoice) ? 'return' : 'sale'
  const description = field('Description').trim().replace(/\s+/g, ' ')
  const country = field('Country').trim()
  return {
    outcome: 'line',
    line: { kind, invoice, stockCode, description, quantity: Math.abs(quantity), at, price, customer, country },
  }
}

function refused(reason: string): ReadLine {
  return { outcome: 'refused', reason }
}

function wholeNumber(text: string): number | null {
  return /^\s*-?\d{1,9}\s*$/.test(text) ? Number(text) : null
}

function hundredths(text: string): number | null {
  return /^\s*-?\d{1,9}(\.\d+)?\s*$/.test(text) ? Math.round(Number(text) * 100) : null
}

function moment(text: string, timeZone: string): Date | null {
  const [, day, minute, second = '00'] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(?::(\d\d))?$/.exec(text.trim()) ?? []
  if (day === undefined || minute === undefined) return null
  const local = `${day}T${minute}:${second}`
  const asUtc = new Date(`${local}Z`)
  // Date rolls 30 February over to March; such a day is refused instead.
  return Number.isNaN(asUtc.getTime()) || asUtc.toISOString().slice(0, 10) !== day ? null : momentOf(local, timeZone)
}
