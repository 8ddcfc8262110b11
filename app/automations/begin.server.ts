import { mayEmailSql } from '../consent/index.server.ts'
import { daysBefore, type CustomerId, type FactOf, type Shop } from '../kernel/index.ts'
import { installedShop, Prisma, type Database, type Transaction } from '../platform/index.server.ts'
import { membersAmong } from '../segments/index.server.ts'
import { writesMails } from './definition.ts'
import { liveAutomations, type Live } from './live.server.ts'
import { CHANGED, whatPeopleDid } from './people.server.ts'
import { lookSoon, type Noted } from './signal.server.ts'
import { isOfSegment } from './segment-changes.server.ts'
import type { Subject } from './subject.ts'
import { wakeRuns } from './wake.server.ts'

type Taken = Omit<Noted, 'trigger'> & { trigger: Noted['trigger'] | typeof CHANGED }
type Begun = { customerId: CustomerId; occasion: string; subject: Subject }

const AT_ONCE = 2_000

/**
 * Looks at what was noted, many at once, and lets people begin the automations that wait for it. Noted and begun are one
 * transaction, so a worker that dies loses nothing and begins nothing twice.
 */
export async function takeSignals(db: Database, { shopId }: FactOf<'automation-signalled'>, now: Date): Promise<void> {
  const shop = await installedShop(db, { id: shopId })
  if (shop === null) return
  for (let taken = AT_ONCE; taken === AT_ONCE;)
    taken = await db.$transaction((tx) => takeSome(tx, shop, now), { timeout: 60_000, maxWait: 10_000 })
}

async function takeSome(tx: Transaction, shop: Shop, now: Date): Promise<number> {
  const taken = await tx.$queryRaw<Taken[]>`
    with taken as materialized (
      select id from automation_signal where shop_id = ${shop.id} order by id limit ${AT_ONCE} for update skip locked
    )
    delete from automation_signal s using taken where s.shop_id = ${shop.id} and s.id = taken.id
    returning s.trigger, s.automation_id as "automationId", s.customer_id as "customerId", s.occasion, s.subject,
              s.happened_at as "happenedAt"`
  if (taken.length === 0) return 0
  const live = await liveAutomations(tx, shop.id)
  const noted = [...taken.filter(isNoted), ...(await behindChanges(tx, shop, { taken, live }, now))]
  let begun = 0
  for (const automation of live) begun += await begin(tx, shop, { automation, noted }, now)
  if (begun > 0) await wakeRuns(tx, shop.id)
  if (taken.length === AT_ONCE) await lookSoon(tx, shop.id)
  return taken.length
}

function isNoted(one: Taken): one is Noted {
  return one.trigger !== CHANGED
}

type Looking = { taken: Taken[]; live: Live[] }

async function behindChanges(tx: Transaction, shop: Shop, { taken, live }: Looking, now: Date): Promise<Noted[]> {
  const changed = taken.filter(({ trigger }) => trigger === CHANGED).map(({ customerId }) => customerId)
  if (changed.length === 0) return []
  const wanted = new Set(live.map(({ definition }) => definition.trigger.kind))
  return whatPeopleDid(tx, shop.id, { customerIds: [...new Set(changed)], wanted }, now)
}

type Beginning = { automation: Live; noted: Noted[] }

async function begin(tx: Transaction, shop: Shop, { automation, noted }: Beginning, now: Date): Promise<number> {
  const { id, definition, liveSince } = automation
  const meant = noted.filter(
    (one) =>
      one.trigger === definition.trigger.kind &&
      (one.automationId === null || one.automationId === id) &&
      one.happenedAt >= liveSince &&
      isOfSegment(definition.trigger, one.occasion),
  )
  const fitting = await thoseWhoFit(tx, shop, automation, meant, now)
  return fitting.length === 0 ? 0 : writeRuns(tx, shop, automation, fitting, now)
}

async function thoseWhoFit(
  tx: Transaction,
  shop: Shop,
  { definition: { condition } }: Live,
  meant: Noted[],
  now: Date,
): Promise<Begun[]> {
  if (meant.length === 0 || condition.trim() === '') return meant
  const customerIds = [...new Set(meant.map(({ customerId }) => customerId))]
  const members = await membersAmong(tx, shop, { query: condition, customerIds }, now)
  return meant.filter(({ customerId }) => members?.has(customerId) === true)
}

/** Who may begin again, who may be written to and who is known is asked in the statement that writes. */
async function writeRuns(
  tx: Transaction,
  shop: Shop,
  { id, version, definition }: Live,
  fitting: Begun[],
  now: Date,
): Promise<number> {
  const given = fitting.map(({ customerId, occasion, subject }) => ({
    ...{ customer_id: String(customerId), occasion, subject },
  }))
  const again = definition.reentryDays
  const mayAgain = again === null ? Prisma.sql`false` : Prisma.sql`e.entered_at <= ${daysBefore(now, again)}`
  // Where people may begin again at once, several occasions of one look all count.
  const one = again === 0 ? Prisma.sql`c.id, g.occasion` : Prisma.sql`c.id`
  const permitted = writesMails(definition) ? mayEmailSql(columns) : Prisma.sql`true`
  return tx.$executeRaw`
    with fresh as (
      select distinct on (${one}) c.id as customer_id, g.occasion, g.subject
        from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g (customer_id bigint, occasion text, subject jsonb)
        join customer c on c.shop_id = ${shop.id} and c.id = g.customer_id and c.deleted_at is null
       where ${permitted}
         and not exists (
           select from automation_run r
            where r.shop_id = ${shop.id} and r.automation_id = ${id}::uuid and r.customer_id = c.id and r.occasion = g.occasion)
       order by c.id, g.occasion
    ), entered as (
      insert into automation_entrant as e (shop_id, automation_id, customer_id, entered_at)
      select distinct ${shop.id}::int, ${id}::uuid, customer_id, ${now}::timestamptz from fresh order by customer_id
      on conflict (shop_id, automation_id, customer_id) do update set entered_at = excluded.entered_at where ${mayAgain}
      returning customer_id
    )
    insert into automation_run (shop_id, id, automation_id, version, customer_id, occasion, subject, step, status, wake_at, started_at)
    select ${shop.id}, gen_random_uuid(), ${id}::uuid, ${version}, f.customer_id, f.occasion, f.subject, ${definition.first},
           'active', ${now}, ${now}
      from fresh f join entered using (customer_id)
    on conflict do nothing`
}

const columns = { shopId: Prisma.sql`c.shop_id`, customerId: Prisma.sql`c.id`, email: Prisma.sql`c.email` }
