import { z } from 'zod'
import { sections, tableNames, type Column, type TableName } from './report-sections.ts'

/** What is held about a person, as a page tells it. */
export type Report = {
  collectedAt: string
  sections: ReportSection[]
  /** Tables that no section tells of yet, with their number of rows; these are in the JSON only. */
  further: { table: string; rows: number }[]
}

/** Columns in which no row says anything are left out. */
export type ReportSection = { table: TableName; columns: Column[]; rows: ReportRow[] }

/** One value for each column, empty where there is none; money in minor units of the row's currency. */
export type ReportRow = { values: string[]; currency: string }

type Row = Record<string, unknown>
type Data = Record<string, Row[]>

const row = z.record(z.string(), z.unknown())
const shape = z.object({
  collectedAt: z.string(),
  shop: z.object({ currency: z.string() }),
  data: z.record(z.string(), z.array(row)),
})
const cart = z.object({ created_at: z.unknown(), currency: z.unknown(), lines: z.array(row) })

/** Puts an export into sections that a person can read; what has no section is named with its number of rows. */
export function reportOf(given: unknown): Report {
  const { collectedAt, shop, data } = shape.parse(given)
  const all: Data = { ...data, checkout_line: (data.checkout ?? []).flatMap(linesOf) }
  const tell = teller(all, shop.currency)
  return {
    collectedAt,
    sections: tableNames.filter((table) => (all[table] ?? []).length > 0).map((table) => tell(table, all[table] ?? [])),
    further: Object.entries(data)
      .filter(([table]) => !(table in sections))
      .map(([table, rows]) => ({ table, rows: rows.length })),
  }
}

function linesOf(checkout: Row): Row[] {
  const { created_at, currency, lines } = cart.parse(checkout)
  return lines.map(({ title, quantity, priceMinor }) => ({
    ...{ created_at, currency, title, quantity },
    price_minor: priceMinor,
  }))
}

/** Knows the names and currencies of the orders and items that rows of other tables point at. */
function teller(data: Data, ofShop: string): (table: TableName, rows: Row[]) => ReportSection {
  const orders = byId(data.shop_order)
  const items = byId(data.order_line)
  const tell = (given: Row, { name, kind }: Column): string => {
    const value = plain(given[name])
    if (kind === 'order') return plain(orders.get(value)?.name) || value
    return kind === 'item' ? plain(items.get(value)?.title) || value : value
  }
  return (table, rows) => {
    const columns = sections[table].filter(({ name }) => rows.some((given) => plain(given[name]) !== ''))
    return {
      table,
      columns,
      rows: rows.map((given) => ({
        values: columns.map((column) => tell(given, column)),
        currency: plain(given.currency) || plain(orders.get(plain(given.order_id))?.currency) || ofShop,
      })),
    }
  }
}

function byId(rows: Row[] = []): Map<string, Row> {
  return new Map(rows.map((given) => [plain(given.id), given]))
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(plain).join(', ')
  if (typeof value === 'string') return value
  const address = asAddress.safeParse(value)
  if (address.success) return lettering(address.data)
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value)
}

const asAddress = z.object({
  ...{ name: z.string().nullable(), company: z.string().nullable(), lines: z.array(z.string()) },
  ...{ zip: z.string().nullable(), city: z.string().nullable(), province: z.string().nullable() },
  ...{ countryCode: z.string().nullable(), phone: z.string().nullable() },
})

/** As it would stand on a letter. */
function lettering({
  name,
  company,
  lines,
  zip,
  city,
  province,
  countryCode,
  phone,
}: z.infer<typeof asAddress>): string {
  return [name, company, ...lines, zip, city, province, countryCode, phone].filter(Boolean).join(', ')
}
