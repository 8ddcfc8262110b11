import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'

export type ExportFiles = { folder: string; customers: Counted; orders: Counted }
export type Counted = { file: string; bytes: number; objects: number; roots: number }

const FOLDER = '.data/bench/history'
const FIRST_DAY = Date.UTC(2021, 0, 1)
const TYPES = ['Ring', 'Kette', 'Ohrring', 'Armband', 'Uhr']

/**
 * The two files of a shop's history as bulk operations write them: `/` as `\/`, and the lines of fifty orders behind
 * those orders. The same size gives the same bytes; they are kept for the next run.
 */
export async function exportFiles(orders: number): Promise<ExportFiles> {
  const folder = `${FOLDER}/${String(orders)}`
  const note = `${folder}/counts-with-addresses.json`
  if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8')) as ExportFiles
  mkdirSync(folder, { recursive: true })
  const people = Math.round(orders / 5)
  const files: ExportFiles = {
    folder,
    customers: await write(`${folder}/customers.jsonl`, people, customerLines(people)),
    orders: await write(`${folder}/orders.jsonl`, orders, orderLines(orders, people)),
  }
  writeFileSync(`${note}.part`, JSON.stringify(files))
  renameSync(`${note}.part`, note)
  return files
}

async function write(file: string, roots: number, lines: Iterable<object>): Promise<Counted> {
  const stream = createWriteStream(file)
  let [text, objects] = ['', 0]
  for (const line of lines) {
    text += `${JSON.stringify(line).replaceAll('/', '\\/')}\n`
    objects += 1
    if (text.length < 1 << 20) continue
    if (!stream.write(text)) await once(stream, 'drain')
    text = ''
  }
  stream.end(text)
  await finished(stream)
  return { file, bytes: stream.bytesWritten, objects, roots }
}

function* customerLines(people: number): Iterable<object> {
  const chance = chanceFrom(11)
  for (let n = 0; n < people; n += 1) {
    const at = moment(n / people)
    const said = chance() < 0.4
    yield {
      id: gid('Customer', customerId(n)),
      firstName: pick(['Anna', 'Jörg', 'Mira', 'Tom', 'Elif', 'Søren'], chance),
      lastName: `Müller ${String(n)}`,
      locale: 'de',
      state: 'ENABLED',
      tags: chance() < 0.2 ? ['Stammkunde', `Stadt ${String(n % 50)}`] : [],
      note: chance() < 0.05 ? 'ruft vor dem Kauf an\nund fragt nach dem "Ring"' : null,
      createdAt: at,
      updatedAt: moment(Math.min(1, n / people + chance() * 0.2)),
      defaultEmailAddress: {
        emailAddress: `kunde${String(n)}@example.com`,
        marketingState: said ? 'SUBSCRIBED' : 'NOT_SUBSCRIBED',
        marketingUpdatedAt: said ? at : null,
      },
      defaultPhoneNumber: chance() < 0.3 ? { phoneNumber: `+49151${String(10_000_000 + n)}` } : null,
      defaultAddress: {
        id: gid('MailingAddress', 9_000_000_000_000 + n),
        firstName: 'Anna',
        lastName: `Müller ${String(n)}`,
        company: null,
        address1: `Hauptstraße ${String(n % 200)}`,
        address2: null,
        zip: String(10_000 + (n % 80_000)),
        city: pick(['Berlin', 'Köln', 'Wien', 'Zürich'], chance),
        province: null,
        countryCodeV2: 'DE',
        phone: null,
      },
    }
  }
}

/** Four of five orders by accounts, most of the rest by guests; one in twelve has a refund; 2.5 lines an order. */
function* orderLines(orders: number, people: number): Iterable<object> {
  const chance = chanceFrom(12)
  let children: object[] = []
  let lineId = 13_000_000_000_000
  for (let n = 0; n < orders; n += 1) {
    const id = gid('Order', 5_500_000_000_000 + n * 1024)
    const at = moment(n / orders)
    const who = chance()
    const buyer = who < 0.8 ? Math.floor(chance() * people) : null
    const guest = who < 0.98 ? `gast${String(Math.floor(chance() * people))}@example.org` : ''
    const email = buyer === null ? guest : `kunde${String(buyer)}@example.com`
    const pieces = 1 + (n % 4)
    const refunded = n % 12 === 0
    let total = 0
    for (let piece = 0; piece < pieces; piece += 1) {
      const product = Math.floor(chance() * chance() * 4000)
      const cents = 990 + (product % 97) * 100
      total += cents
      children.push({
        id: gid('LineItem', (lineId += 1024)),
        title: `${TYPES[product % TYPES.length] ?? ''} Modell ${String(product)}`,
        variantTitle: pick(['52', '54', '56', 'Silber / 45 cm'], chance),
        sku: `HB-${String(product)}-${String(product % 7)}`,
        vendor: 'HandelBlitz',
        quantity: 1,
        currentQuantity: refunded && piece === 0 ? 0 : 1,
        product: { id: gid('Product', 7_700_000_000_000 + product * 512) },
        variant: { id: gid('ProductVariant', 8_800_000_000_000 + product * 512) },
        originalUnitPriceSet: { shopMoney: { amount: decimal(cents) } },
        discountAllocations:
          n % 10 === 0 ? [{ allocatedAmountSet: { shopMoney: { amount: decimal(cents / 10) } } }] : [],
        __parentId: id,
      })
    }
    const city = pick(['Berlin', 'Köln', 'Wien', 'Zürich', 'München'], chance)
    const address = { firstName: 'Anna', lastName: `Müller ${String(buyer ?? n)}`, city, countryCodeV2: 'DE' }
    yield {
      id,
      name: `#${String(1000 + n)}`,
      email,
      createdAt: at,
      processedAt: at,
      updatedAt: moment(Math.min(1, n / orders + chance() * 0.02)),
      cancelledAt: n % 40 === 0 ? at : null,
      test: false,
      currencyCode: 'EUR',
      subtotalPriceSet: { shopMoney: { amount: decimal(total) } },
      totalDiscountsSet: { shopMoney: { amount: decimal(n % 10 === 0 ? total / 10 : 0) } },
      totalPriceSet: { shopMoney: { amount: decimal(total + 490) } },
      displayFinancialStatus: refunded ? 'PARTIALLY_REFUNDED' : 'PAID',
      displayFulfillmentStatus: 'FULFILLED',
      sourceName: 'web',
      customerLocale: 'de',
      discountCodes: n % 10 === 0 ? [`SOMMER${String(n % 500)}`] : [],
      checkoutToken: createHash('md5').update(id).digest('hex'),
      customer: buyer === null ? null : { id: gid('Customer', customerId(buyer)) },
      billingAddress: address,
      shippingAddress: address,
      refunds: refunded
        ? [
            {
              id: gid('Refund', 900_000_000_000 + n),
              createdAt: moment(Math.min(1, n / orders + 0.005)),
              note: null,
              totalRefundedSet: { shopMoney: { amount: decimal(990) } },
            },
          ]
        : [],
    }
    if (n % 50 === 49 || n === orders - 1) {
      yield* children
      children = []
    }
  }
}

function customerId(n: number): number {
  return 6_600_000_000_000 + n * 512
}

function gid(type: string, id: number): string {
  return `gid://shopify/${type}/${String(id)}`
}

/** A moment of the shop's five years, by the share of them that has passed. */
function moment(share: number): string {
  return `${new Date(FIRST_DAY + Math.floor(share * 1800 * 86_400) * 1000).toISOString().slice(0, 19)}Z`
}

function decimal(cents: number): string {
  return (Math.round(cents) / 100).toFixed(2)
}

function pick<T>(from: T[], chance: () => number): T {
  return from[Math.floor(chance() * from.length)] as T
}

/** Repeatable chance from 0 to 1 (mulberry32). */
function chanceFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
