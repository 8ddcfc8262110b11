import {
  connectionsOf,
  knowKind,
  recordEachQuietlySql,
  sqlStateOf,
  wakeWorkers,
  type Database,
} from '../platform/index.server.ts'

export type NewDelivery = {
  domain: string
  topic: string
  eventId: string
  webhookId: string
  apiVersion: string
  triggeredAt: Date
  /** JSON in UTF-8 as it came, without NUL: no string is made of it here. */
  body: Uint8Array
}

/**
 * Stores a delivery and its job; resolves with `stored` once both are committed, or at once with `full` where too much
 * waits already. @throws where the database does not commit it
 */
export type DeliveryStore = (delivery: NewDelivery) => Promise<'stored' | 'full'>

type Waiting = { delivery: NewDelivery; done: () => void; failed: (reason: Error) => void }

// What arrives while commits are under way shares the next one: the more there is to do, the more a commit carries.
// Two at a time, so that one is flushed to the disk while the next is written.
const COMMITS_UNDER_WAY = 2
const ROWS_A_COMMIT = 100
const BYTES_A_COMMIT = 4_000_000
const BYTES_HELD = 100_000_000
const WAKE_EVERY_MS = 10

/** Opens the store of this process. It holds at most about `bytesHeld` of bodies that are not committed yet. */
export function openDeliveryStore(db: Database, bytesHeld = BYTES_HELD): DeliveryStore {
  const waiting: Waiting[] = []
  const wake = openWake(db)
  let held = 0
  let underWay = 0
  let gathering = false

  function commitSoon(): void {
    if (gathering || underWay >= COMMITS_UNDER_WAY || waiting.length === 0) return
    gathering = true
    setImmediate(commit)
  }

  function commit(): void {
    gathering = false
    const batch = waiting.splice(0, countOf(waiting))
    underWay += 1
    void commitTogether(db, batch)
      .then(wake)
      .finally(() => {
        underWay -= 1
        commitSoon()
      })
    commitSoon()
  }

  return (delivery) =>
    new Promise((resolve, reject) => {
      if (held > bytesHeld) {
        resolve('full')
        return
      }
      const size = delivery.body.length
      held += size
      const done = () => {
        held -= size
        resolve('stored')
      }
      const failed = (reason: Error) => {
        held -= size
        reject(reason)
      }
      waiting.push({ delivery, done, failed })
      commitSoon()
    })
}

/** Wakes the workers at once, but not more often than they can use; where it fails, they look by themselves. */
function openWake(db: Database): (stored: number) => void {
  let told = 0
  let timer: NodeJS.Timeout | null = null

  function tell(): void {
    const count = told
    told = 0
    timer = count === 0 ? null : setTimeout(tell, WAKE_EVERY_MS)
    if (count > 0) void wakeWorkers(connectionsOf(db), count).catch(() => undefined)
  }

  return (stored) => {
    told += stored
    if (timer === null) tell()
  }
}

function countOf(waiting: Waiting[]): number {
  let bytes = 0
  let count = 0
  for (const { delivery } of waiting.slice(0, ROWS_A_COMMIT)) {
    bytes += delivery.body.length
    if (count > 0 && bytes > BYTES_A_COMMIT) break
    count += 1
  }
  return count
}

/**
 * Where PostgreSQL refuses a common transaction, each delivery gets one of its own, so that none fails for another's
 * sake; where it does not answer, none would be answered in time. Resolves with how many were stored.
 */
async function commitTogether(db: Database, batch: Waiting[]): Promise<number> {
  try {
    await insert(
      db,
      batch.map(({ delivery }) => delivery),
    )
    for (const { done } of batch) done()
    return batch.length
  } catch (reason) {
    known.delete(db)
    if (batch.length === 1 || sqlStateOf(reason) === null) {
      for (const { failed } of batch) failed(reason as Error)
      return 0
    }
    let stored = 0
    for (const one of batch) stored += await commitTogether(db, [one])
    return stored
  }
}

const known = new WeakMap<Database, Promise<void>>()

/** Once a process, and again after a failure: another database may have come back in the place of the first. */
function knowDeliveries(db: Database): Promise<void> {
  const knowing = known.get(db) ?? knowKind(connectionsOf(db), 'delivery-received')
  known.set(db, knowing)
  return knowing
}

async function insert(db: Database, deliveries: NewDelivery[]): Promise<void> {
  await knowDeliveries(db)
  await connectionsOf(db).query({
    name: `insert ${String(deliveries.length)} deliveries`,
    text: statementFor(deliveries.length),
    values: deliveries.flatMap(({ domain, topic, eventId, webhookId, apiVersion, triggeredAt, body }) => [
      domain,
      topic,
      eventId,
      webhookId,
      apiVersion,
      triggeredAt,
      body,
    ]),
  })
}

const COLUMNS = ['text', 'text', 'text', 'text', 'text', 'timestamptz', 'text']
const statements = new Map<number, string>()

// A shop that we do not know gets its 200 as well: what happened before the installation comes with the history import,
// and a refusal would only make Shopify repeat it and give the subscription up. A known event meets the unique key.
function statementFor(count: number): string {
  const made = statements.get(count)
  if (made !== undefined) return made
  const rows = Array.from({ length: count }, (_, row) =>
    COLUMNS.map((type, column) => `$${String(row * COLUMNS.length + column + 1)}::${type}`).join(),
  )
  const statement = `
    with stored as (
      insert into delivery (shop_id, topic, event_id, webhook_id, api_version, triggered_at, body)
      select shop.id, topic, event_id, webhook_id, api_version, triggered_at, body
        from (values (${rows.join('), (')})) as given (domain, topic, event_id, webhook_id, api_version, triggered_at, body)
        join shop on shop.domain = given.domain
       order by topic, event_id
      on conflict (shop_id, topic, event_id) do nothing
      returning id, shop_id
    )
    ${recordEachQuietlySql('delivery-received', { shopId: 'shop_id', deliveryId: "'#' || id" }, 'stored')}`
  statements.set(count, statement)
  return statement
}
