import type { DevShop } from '../shop.ts'
import { all, first, run } from '../state/query.ts'
import type { DeliveryRow } from '../state/rows.ts'
import { deliver } from './deliver.ts'
import { recordAttempt } from './record-attempt.ts'

const CONCURRENCY = 10
const LONGEST_NAP_MS = 500

export type Dispatcher = {
  /** Looks for due deliveries now. */
  wake(): void
  /** Resolves once no delivery is due or on its way; retries that wait for later do not count. */
  settled(): Promise<void>
  /** Stops taking deliveries and waits for those on their way. */
  close(): Promise<void>
}

/** Sends due deliveries, ten at a time, until closed. Waiting rows of an earlier process are sent as well. */
export function startDispatcher(shop: DevShop): Dispatcher {
  const underWay = new Map<number, Promise<void>>()
  let closed = false
  let timer: NodeJS.Timeout | undefined

  const sendDue = (): void => {
    if (closed) return
    clearTimeout(timer)
    while (underWay.size < CONCURRENCY) {
      const delivery = nextDue(shop, [...underWay.keys()])
      if (delivery === undefined) break
      underWay.set(delivery.id, sendOne(delivery))
    }
    timer = setTimeout(sendDue, LONGEST_NAP_MS)
    timer.unref()
  }

  const sendOne = async (delivery: DeliveryRow): Promise<void> => {
    try {
      await attempt(shop, delivery)
    } finally {
      underWay.delete(delivery.id)
      setImmediate(sendDue)
    }
  }

  return {
    // A delivery written in a transaction must not be sent before the commit, which is synchronous and so over by then.
    wake: () => setImmediate(sendDue),
    settled: async () => {
      do {
        sendDue()
        await Promise.all(underWay.values())
      } while (underWay.size > 0 || (!closed && nextDue(shop, []) !== undefined))
    },
    close: async () => {
      closed = true
      clearTimeout(timer)
      await Promise.all(underWay.values())
    },
  }
}

function nextDue(shop: DevShop, except: number[]): DeliveryRow | undefined {
  const order = shop.faults.reorder ? 'due_at desc, id desc' : 'due_at, id'
  const due = new Date(shop.now().getTime() - shop.faults.delayMs).toISOString()
  return first<DeliveryRow>(
    shop.state,
    `select * from webhook_deliveries
      where status = 'waiting' and due_at <= ? and id not in (select value from json_each(?)) order by ${order} limit 1`,
    due,
    JSON.stringify(except),
  )
}

async function attempt(shop: DevShop, delivery: DeliveryRow): Promise<void> {
  if (delivery.attempts === 0 && Math.random() < shop.faults.drop) {
    run(shop.state, "update webhook_deliveries set status = 'dropped' where id = ?", delivery.id)
    return
  }
  const name = nameOf(shop, delivery)
  const result = await deliver(shop, delivery, name)
  recordAttempt(shop, delivery, result)
  if (result.outcome === 'accepted' && Math.random() < shop.faults.duplicate) await deliver(shop, delivery, name)
}

function nameOf(shop: DevShop, delivery: DeliveryRow): string | null {
  const [subscription] = all<{ name: string | null }>(
    shop.state,
    'select name from webhook_subscriptions where id = ?',
    delivery.subscription_id,
  )
  return subscription?.name ?? null
}
