import { z } from 'zod'

/** What is held about a person, as a page tells it. */
export type Report = {
  collectedAt: string
  currency: string
  sections: ReportSection[]
  /** Tables whose rows are in the JSON only, with their number. */
  further: { table: string; rows: number }[]
}

export type ReportSection = { table: TableName; columns: Column[]; rows: string[][] }
export type Column = { name: string; kind: 'text' | 'money' | 'moment' }

const text = (name: string): Column => ({ name, kind: 'text' })
const money = (name: string): Column => ({ name, kind: 'money' })
const moment = (name: string): Column => ({ name, kind: 'moment' })

const sections = {
  customer: [
    'first_name',
    'last_name',
    'email',
    'phone',
    'city',
    'country_code',
    'locale',
    'tags',
    'note',
    'addresses',
  ].map(text),
  customer_note: [moment('created_at'), text('body')],
  customer_task: [moment('created_at'), text('title'), text('due_day'), moment('done_at')],
  shop_order: [text('name'), moment('processed_at'), money('total_minor'), text('discount_codes')],
  order_line: [text('title'), text('variant_title'), text('quantity'), money('price_minor')],
  refund: [moment('created_at'), money('total_minor'), text('note')],
  service_request: [moment('created_at'), text('subject'), text('status')],
  message: [moment('created_at'), text('author'), text('body')],
  consent_event: [moment('occurred_at'), text('channel'), text('state'), text('source')],
  suppression: [moment('created_at'), text('email'), text('reason')],
  recipient: [moment('sent_at'), text('email'), text('code'), text('status')],
  profile: [text('orders'), money('spent_minor'), text('rfm_group'), moment('last_order_at')],
  preference: [text('tokens')],
  preference_statement: [
    moment('said_at'),
    text('kind'),
    text('value'),
    text('stance'),
    text('author'),
    moment('undone_at'),
  ],
  product_view: [text('day'), text('product_id')],
} as const satisfies Record<string, readonly Column[]>

export type TableName = keyof typeof sections

const shape = z.object({
  collectedAt: z.string(),
  shop: z.object({ currency: z.string() }),
  data: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
})

/** Puts an export into sections that a person can read; what has no section is named with its number of rows. */
export function reportOf(given: unknown): Report {
  const { collectedAt, shop, data } = shape.parse(given)
  const known = (Object.keys(sections) as TableName[]).filter((table) => data[table] !== undefined)
  return {
    collectedAt,
    currency: shop.currency,
    sections: known.map((table) => ({
      table,
      columns: [...sections[table]],
      rows: (data[table] ?? []).map((row) => sections[table].map(({ name }) => plain(row[name]))),
    })),
    further: Object.entries(data)
      .filter(([table]) => !(table in sections))
      .map(([table, rows]) => ({ table, rows: rows.length })),
  }
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
