import { DAY, type Span } from '../../kernel/index.ts'
import { countCreated, livingIds } from '../../ledger/index.server.ts'
import type { AdminApi } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { checkedKinds, compareEach } from './checked.server.ts'
import { checks } from './checks/index.server.ts'
import { mendWhole } from './mend-whole.server.ts'
import { compareLagging } from './recent.server.ts'
import type { Run } from './run.server.ts'
import { settledBy } from './search-time.ts'
import { compareShop } from './shop-facts.server.ts'
import { shopCount, shopCounts } from './shop-counts.server.ts'
import { spansOfLife, split } from './spans.ts'
import { subjects } from './subjects/index.server.ts'
import type { Subject } from './subjects/subject.server.ts'

// Without read_all_orders Shopify shows the orders of 60 days only, and all others look deleted.
const DAYS_SEEN = 59

/**
 * Compares the shop's own facts, and how many things were created on each day of the shop's life: a few long spans first, and where those differ
 * ever smaller ones, down to the day. A day that differs is read whole.
 * @returns how many things the shop has
 */
export async function compareDaily(parts: IntakeParts, admin: AdminApi, run: Run): Promise<number> {
  const now = parts.now()
  const life = spansOfLife(run.shop.timeZone, settledBy(now))
  const scopes = await compareShop(parts, admin, run)
  const seen = scopes.includes('read_all_orders')
    ? life
    : life.filter(({ from }) => from.getTime() > now.getTime() - DAYS_SEEN * DAY)
  let total = 0
  for (const subject of subjects) {
    if (subject.createdFilter === null) total += await compareAll(parts, admin, run, subject)
    else total += await compareSpans(parts, admin, run, subject, subject.name === 'order' ? seen : life)
  }
  await compareLagging(parts, admin, run)
  await compareWhole(parts, admin, run)
  return total
}

// What no count tells of, and what is deleted where no webhook said so.
async function compareWhole(parts: IntakeParts, admin: AdminApi, run: Run): Promise<void> {
  const until = settledBy(parts.now())
  const checked = await checkedKinds(parts.db, run.shop)
  const whole = checks.filter(({ whole: wholly }) => wholly)
  await compareEach(
    parts.db,
    run,
    whole.map(({ name, look }) => {
      const was = checked.get(name)
      const compare = () => look({ parts, admin, run, from: null, until, first: was === undefined })
      return { kind: name, from: new Date(0), until, compare }
    }),
  )
}

async function compareSpans(
  parts: IntakeParts,
  admin: AdminApi,
  run: Run,
  subject: Subject,
  spans: Span[],
): Promise<number> {
  const there = await shopCounts(admin, subject, spans)
  const here = await countCreated(parts.db, run.shop, subject.name, spans)
  for (const [place, span] of spans.entries()) {
    if (here[place] === there[place]) continue
    const smaller = split(run.shop.timeZone, span)
    if (smaller.length > 1) await compareSpans(parts, admin, run, subject, smaller)
    else await mendWhole(parts, admin, run, subject, span)
  }
  return there.reduce<number>((sum, count) => sum + (count ?? 0), 0)
}

async function compareAll(parts: IntakeParts, admin: AdminApi, run: Run, subject: Subject): Promise<number> {
  const there = await shopCount(admin, subject)
  const here = await livingIds(parts.db, run.shop, subject.name, null)
  if (here.length !== there) await mendWhole(parts, admin, run, subject, null)
  return there ?? 0
}
