import { inTransaction } from '../state/open.ts'
import type { ShopState } from '../state/open.ts'
import { basketOf } from './basket.ts'
import type { StockCode } from './codes.ts'
import { idSource } from './id-source.ts'
import { insertsInto } from './inserts.ts'
import type { Inserts } from './inserts.ts'
import { pastOrder } from './past-order.ts'
import type { PastOrder } from './past-order.ts'
import { personOf } from './people.ts'
import type { Person } from './person.ts'
import { randomFrom } from './random.ts'
import { momentOf } from './shop-time.ts'
import type { ShelfItem } from './shelf.ts'
import type { Trade } from './visits.ts'

const BATCH = 2000
const FIRST_NUMBER = 1001

type Visit = {
  at: string
  person: number
  turn: number
  as_guest: number
  customer_id: string | null
  email: string | null
}

/** Turns the planned visits into orders in the order of time, so that numbers and ids ascend. Returns how many. */
export function fillOrders(state: ShopState, trade: Trade, shelf: ShelfItem[], codes: StockCode[]): number {
  const rows = insertsInto(state)
  const nextId = idSource(state)
  const uses = usesInto(state)
  const next = state.prepare(
    `select v.*, a.customer_id, c.email from visits v left join accounts a using (person) left join customers c on c.id = a.customer_id
     where (at, person, turn) > (?, ?, ?) order by at, person, turn limit ${BATCH}`,
  )
  const until = momentOf(`${trade.calendar.today}T00:00:00`, trade.calendar.timeZone)
  let count = 0
  for (let last = { at: '', person: -1, turn: 0 }, visits: Visit[]; ;) {
    visits = next.all(last.at, last.person, last.turn) as Visit[]
    inTransaction(state, () => {
      for (const visit of visits) {
        const made = orderOf(visit, FIRST_NUMBER + count++, { trade, shelf, codes, until, nextId })
        write(made, rows)
        uses(made)
      }
    })
    const end = visits.at(-1)
    if (!end) break
    last = end
  }
  state.exec(`update customers set updated_at = max(updated_at, coalesce((select max(updated_at) from orders where customer_id = customers.id), ''));
    drop table visits; drop table accounts`)
  return count
}

type Shop = { trade: Trade; shelf: ShelfItem[]; codes: StockCode[]; until: Date; nextId: () => string }

function orderOf(visit: Visit, number: number, shop: Shop): PastOrder {
  const { trade, shelf, codes, until, nextId } = shop
  const person = personOf(visit.person, trade)
  const random = randomFrom(trade.seed, 'order', visit.person, visit.turn)
  const email = visit.email ?? `${person.emailName}${visit.person}@${person.emailHost}`
  return pastOrder(
    {
      number,
      at: new Date(visit.at),
      until,
      customerId: visit.as_guest ? null : visit.customer_id,
      email: visit.as_guest ? asTyped(email, visit, person) : email,
      locale: person.language,
      address: person.address,
      name: { firstName: person.firstName, lastName: person.lastName },
      habits: person.habits,
      earlierOrders: Math.max(0, visit.turn),
      basket: basketOf(person.habits, shelf, random),
    },
    codes,
    nextId,
    random,
  )
}

/** Guests type their address anew each time, at times with a capital or with the shift key held down. */
function asTyped(email: string, visit: Visit, person: Person): string {
  if (visit.turn === 0) return email
  if (person.index % 3 === 0) return email.toUpperCase()
  return person.index % 3 === 1 ? email.charAt(0).toUpperCase() + email.slice(1) : email
}

function write({ order, lines, refund }: PastOrder, rows: Inserts): void {
  rows.order(order)
  lines.forEach(rows.line)
  if (!refund) return
  rows.refund(refund.refund)
  refund.lines.forEach(rows.refundLine)
}

function usesInto(state: ShopState): (made: PastOrder) => void {
  const count = state.prepare('update discount_codes set usage_count = usage_count + 1 where discount_id = ?')
  const use = state.prepare('insert into discount_uses (discount_id, customer_key, order_id) values (?, ?, ?)')
  return ({ order, code }) => {
    if (!code) return
    count.run(code.discountId)
    use.run(code.discountId, order.customer_id ?? order.email?.toLowerCase() ?? '', order.id)
  }
}
