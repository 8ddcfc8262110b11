import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from './database.server.ts'
import { LEAVES, millisecondsUntil, SLACK_SECONDS, USUAL, type Level, type Priority } from './leaky-bucket.ts'
import { estimatedCost, operationName } from './operation-cost.ts'

export type Asking = { operation: string; variables: Record<string, unknown>; priority: Priority }

/** What an answer says of its cost: `requested` was weighed before, `actual` was taken in the end. */
export type CostTold = { requested: number; actual: number } & Level

/** The points that Shopify grants the app in each shop. */
export type ApiBucket = {
  /** Waits until the shop's bucket holds what the operation may cost, and takes it. @returns what was taken */
  reserve(domain: string, asking: Asking): Promise<number>
  /** Puts right what was taken; `told` is null where no answer told its cost. */
  settle(domain: string, asking: Asking, reserved: number, told: CostTold | null): Promise<void>
}

/**
 * One leaky bucket a shop, a row that all processes share. While there is plenty a request costs two statements on one
 * row, about a millisecond together; no lock outlasts a statement. A shop that is not stored yet has no bucket.
 */
export function openApiBucket(db: Database): ApiBucket {
  const lastCosts = new Map<string, number>()
  return {
    async reserve(domain, { operation, variables, priority }) {
      const cost = lastCosts.get(operationName(operation)) ?? estimatedCost(operation, variables)
      while (!(await take(db, domain, cost, priority))) {
        const level = await levelOf(db, domain)
        if (level === null) break
        // Those who wait for the same points do not all come at the same moment.
        await pause(millisecondsUntil(cost, priority, level) * (1 + Math.random() / 10) + 1)
      }
      return cost
    },
    async settle(domain, { operation }, reserved, told) {
      if (told === null) return giveUp(db, domain, reserved)
      const name = operationName(operation)
      if (name !== 'unnamed') lastCosts.set(name, told.requested)
      await correct(db, domain, reserved, told)
    },
  }
}

async function take(db: Database, domain: string, cost: number, priority: Priority): Promise<boolean> {
  // A minute without a request is longer than any takes: what is still in flight then belongs to a process that died.
  const taken = await db.$executeRaw`
    insert into api_bucket as b (shop_id, available, in_flight, maximum, restore_rate, as_of)
    select id, ${USUAL.maximum - cost}, ${cost}, ${USUAL.maximum}, ${USUAL.restoreRate}, clock_timestamp()
      from shop where domain = ${domain}
    on conflict (shop_id) do update
       set available = least(b.maximum, b.available + b.restore_rate * extract(epoch from clock_timestamp() - b.as_of)) - ${cost},
           in_flight = ${cost} + case when b.as_of < clock_timestamp() - interval '1 minute' then 0 else b.in_flight end,
           as_of = clock_timestamp()
     where least(b.maximum, b.available + b.restore_rate * extract(epoch from clock_timestamp() - b.as_of))
           >= least(b.maximum, ${cost} + greatest(b.maximum * ${LEAVES[priority]}, b.restore_rate * ${SLACK_SECONDS}))`
  return taken > 0
}

async function levelOf(db: Database, domain: string): Promise<Level | null> {
  const [level] = await db.$queryRaw<Level[]>`
    select least(b.maximum, b.available + b.restore_rate * extract(epoch from clock_timestamp() - b.as_of))::float8 as available,
           b.maximum, b.restore_rate as "restoreRate"
      from api_bucket b join shop on shop.id = b.shop_id where shop.domain = ${domain}`
  return level ?? null
}

/**
 * Gives back what was taken too much, and believes Shopify: never more than it says is there, and never less than that
 * without what others have taken meanwhile.
 */
async function correct(db: Database, domain: string, reserved: number, told: CostTold): Promise<void> {
  await db.$executeRaw`
    update api_bucket b
       set available = least(${told.available},
             greatest(b.available + b.restore_rate * extract(epoch from clock_timestamp() - b.as_of) + ${reserved - told.actual},
                      ${told.available} - greatest(0, b.in_flight - ${reserved}))),
           in_flight = greatest(0, b.in_flight - ${reserved}),
           maximum = ${told.maximum}, restore_rate = ${told.restoreRate}, as_of = clock_timestamp()
      from shop where shop.domain = ${domain} and b.shop_id = shop.id`
}

async function giveUp(db: Database, domain: string, reserved: number): Promise<void> {
  await db.$executeRaw`
    update api_bucket b set in_flight = greatest(0, b.in_flight - ${reserved})
      from shop where shop.domain = ${domain} and b.shop_id = shop.id`
}
