import { inTransaction } from '../state/open.ts'
import type { ShopState } from '../state/open.ts'
import type { Calendar } from './calendar.ts'
import { idSource } from './id-source.ts'
import { insertsInto } from './inserts.ts'
import type { CustomerRow } from './inserts.ts'
import { anna, personAt } from './person.ts'
import type { Person } from './person.ts'
import { randomFrom } from './random.ts'
import { accountVisits, earlierGuestVisit, guestVisits, indexJoining, joinsAt } from './visits.ts'
import type { Trade } from './visits.ts'

const BATCH = 2000
const MINUTE = 60_000
const ANNAS_DAYS = [421, 182]

/**
 * Writes every customer, and for everybody who ever shops the moments of their orders into the temporary table
 * `visits` (at, person, as_guest), whose order in time the orders follow later.
 * @param orders the number of visits to reach by adding guests
 */
export function fillPeople(state: ShopState, trade: Trade, orders: number): void {
  state.exec(`create temp table visits (at text not null, person integer not null, turn integer not null, as_guest integer not null);
    create temp table accounts (person integer primary key, customer_id text not null)`)
  const note = noteInto(state, trade)
  let planned = 0
  for (let start = 0; start < trade.customers; start += BATCH) {
    inTransaction(state, () => {
      const end = Math.min(start + BATCH, trade.customers)
      for (let index = start; index < end; index++) planned += note.customer(index)
    })
  }
  for (let index = trade.customers; planned < orders;) {
    inTransaction(state, () => {
      for (const end = index + BATCH; index < end && planned < orders; index++)
        planned += note.guest(index, orders - planned)
    })
  }
  state.exec('create index temp.visits_at on visits (at, person, turn)')
}

/** The person behind an index of the plan: a customer below trade.customers, a guest from there on. */
export function personOf(index: number, trade: Trade): Person {
  return index === annasIndex(trade) ? anna(trade.seed, index) : personAt(trade.seed, index)
}

function noteInto(state: ShopState, trade: Trade) {
  const rows = insertsInto(state)
  const nextId = idSource(state)
  const visit = state.prepare('insert into visits (at, person, turn, as_guest) values (?, ?, ?, ?)')
  const account = state.prepare('insert into accounts (person, customer_id) values (?, ?)')
  const taken = state.prepare('select 1 from customers where lower(email) = ? and email is not null')
  const at = (share: number, index: number, turn: number) =>
    trade.calendar.momentAt(share, randomFrom(trade.seed, 'moment', index, turn))
  return {
    customer(index: number): number {
      const person = personOf(index, trade)
      const moments = momentsOf(person, trade, at)
      const joined = new Date((moments[0] ?? at(joinsAt(index, trade), index, 0)).getTime() - 3 * MINUTE)
      const plain = `${person.emailName}@${person.emailHost}`
      const isFree = person.emailName === 'anna.berger' ? index === annasIndex(trade) : taken.get(plain) === undefined
      const email = isFree ? plain : `${person.emailName}${index}@${person.emailHost}`
      const id = nextId()
      rows.customer(customerRow(id, person, email, joined, trade))
      account.run(index, id)
      const earlier = index === annasIndex(trade) || moments.length === 0 ? undefined : earlierGuestVisit(person, trade)
      if (earlier !== undefined) visit.run(at(earlier, index, -1).toISOString(), index, -1, 1)
      moments.forEach((moment, turn) => visit.run(moment.toISOString(), index, turn, 0))
      return moments.length + (earlier === undefined ? 0 : 1)
    },
    guest(index: number, atMost: number): number {
      const shares = guestVisits(personOf(index, trade), trade).slice(0, atMost)
      shares.forEach((share, turn) => visit.run(at(share, index, turn).toISOString(), index, turn, 1))
      return shares.length
    },
  }
}

function momentsOf(person: Person, trade: Trade, at: (share: number, index: number, turn: number) => Date): Date[] {
  const shares =
    person.index === annasIndex(trade)
      ? ANNAS_DAYS.map((days) => trade.calendar.shareBefore(days) + 1e-6)
      : accountVisits(person, trade)
  return shares.map((share, turn) => at(share, person.index, turn)).sort((a, b) => a.getTime() - b.getTime())
}

function annasIndex(trade: Trade): number {
  return indexJoining(trade.calendar.shareBefore(ANNAS_DAYS[0] ?? 0), trade)
}

function customerRow(id: string, person: Person, email: string, joined: Date, trade: Trade): CustomerRow {
  const random = randomFrom(trade.seed, 'consent', person.index)
  const consent = person.emailName === 'anna.berger' ? subscribed(joined) : consentOf(joined, trade.calendar, random)
  const tags = [...(random.chance(0.04) ? ['VIP'] : []), ...(random.chance(0.06) ? ['Newsletter-Gewinnspiel'] : [])]
  return {
    id,
    first_name: person.firstName,
    last_name: person.lastName,
    email,
    locale: person.language,
    tags: JSON.stringify(tags),
    ...consent,
    address: JSON.stringify({ ...person.address, phone: null }),
    created_at: joined.toISOString(),
    updated_at: consent.email_consent_at ?? joined.toISOString(),
  }
}

type Consent = Pick<CustomerRow, 'email_marketing_state' | 'email_opt_in_level' | 'email_consent_at'>

function consentOf(joined: Date, calendar: Calendar, random: ReturnType<typeof randomFrom>): Consent {
  const kind = random.weighted([0.45, 0.12, 0.05, 0.38])
  if (kind === 0) return subscribed(joined)
  if (kind === 2) return { ...subscribed(joined), email_marketing_state: 'PENDING' }
  if (kind === 3) return { email_marketing_state: 'NOT_SUBSCRIBED', email_opt_in_level: null, email_consent_at: null }
  const left = Date.parse(`${calendar.today}T00:00:00Z`) - 3 * 3600 * 1000 - joined.getTime()
  const withdrawn = new Date(joined.getTime() + Math.max(0, left) * random.unit())
  return {
    email_marketing_state: 'UNSUBSCRIBED',
    email_opt_in_level: 'CONFIRMED_OPT_IN',
    email_consent_at: withdrawn.toISOString(),
  }
}

function subscribed(at: Date): Consent {
  return {
    email_marketing_state: 'SUBSCRIBED',
    email_opt_in_level: 'CONFIRMED_OPT_IN',
    email_consent_at: at.toISOString(),
  }
}
