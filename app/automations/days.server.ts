import { dayIn, type ShopId } from '../kernel/index.ts'
import { Prisma, toShop, type Database, type Transaction } from '../platform/index.server.ts'
import { liveAutomations, type Live } from './live.server.ts'
import { lookSoon, signalEach } from './signal.server.ts'
import { wakeRuns } from './wake.server.ts'

// Nobody is written to at night because a day has begun.
const MORNING = 8

/**
 * Once a day and shop, from eight o'clock of the shop's time on: whose next order is due, who is about to stay away, whose
 * first order was on this day of a year. And whatever a lost job would have woken is woken.
 */
export async function noteDays(db: Database, now: Date): Promise<void> {
  const shops = await db.shop.findMany({
    where: { uninstalledAt: null, id: { in: await shopsWithAutomations(db) } },
  })
  for (const row of shops) {
    const shop = toShop(row)
    await db.$transaction(async (tx) => {
      await lookSoon(tx, shop.id)
      await wakeRuns(tx, shop.id)
    })
    const today = dayIn(shop.timeZone, now)
    if (hourIn(shop.timeZone, now) < MORNING) continue
    await db.$transaction(
      async (tx) => {
        if (await claimDay(tx, shop.id, today, now))
          for (const automation of await liveAutomations(tx, shop.id)) await noteDay(tx, shop, automation, today, now)
      },
      { timeout: 120_000 },
    )
  }
}

async function shopsWithAutomations(db: Database): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    select distinct shop_id as id from automation where live_since is not null
     union select distinct shop_id from automation_run where status = 'active'`
  return rows.map(({ id }) => id)
}

function hourIn(timeZone: string, now: Date): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(now))
}

async function claimDay(tx: Transaction, shopId: ShopId, today: string, now: Date): Promise<boolean> {
  const subjectId = BigInt(today.replaceAll('-', ''))
  const { count } = await tx.automationNovelty.createMany({
    data: { shopId, kind: 'day', subjectId, appearedAt: now, settledAt: now },
    skipDuplicates: true,
  })
  return count > 0
}

type Place = { id: ShopId; timeZone: string }

async function noteDay(tx: Transaction, shop: Place, live: Live, today: string, now: Date): Promise<void> {
  const rows = daySql(shop, live.definition.trigger, today, now)
  if (rows !== null)
    await signalEach(tx, shop.id, { trigger: live.definition.trigger.kind, automationId: live.id }, rows)
}

const ABOUT_NOTHING = Prisma.sql`'{"kind":"day","title":"","path":""}'::jsonb as subject`

/** Who is meant today; null for triggers that no day brings. A probability far beyond the border is of who has long been gone. */
export function daySql(
  { id, timeZone }: Place,
  { kind, percent = 60 }: Live['definition']['trigger'],
  today: string,
  now: Date,
): Prisma.Sql | null {
  const at = Prisma.sql`${now}::timestamptz as happened_at, ${ABOUT_NOTHING}`
  switch (kind) {
    case 'next-order-due':
      return Prisma.sql`
        select customer_id, 'next-order-' || next_order_date as occasion, ${at}
          from prediction
         where shop_id = ${id} and next_order_date between ${today}::date - 1 and ${today}::date`
    case 'churn-risk':
      return Prisma.sql`
        select r.customer_id, 'churn-' || coalesce(p.last_order_at::date::text, '') as occasion, ${at}
          from prediction r join profile p on p.shop_id = r.shop_id and p.customer_id = r.customer_id
         where r.shop_id = ${id} and r.churn_probability >= ${percent / 100}::real
           and r.churn_probability < ${Math.min(99, percent + 25) / 100}::real`
    case 'anniversary':
      return Prisma.sql`
        select customer_id, 'anniversary-' || left(${today}, 4) as occasion, ${at}
          from profile
         where shop_id = ${id} and to_char(first_order_at at time zone ${timeZone}, 'MM-DD') = substr(${today}, 6)
           and first_order_at < ${now}::timestamptz - interval '300 days'`
    default:
      return null
  }
}
