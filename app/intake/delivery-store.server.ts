import { connectionsOf, recordEachSql, type Database } from '../platform/index.server.ts'

export type NewDelivery = {
  domain: string
  topic: string
  eventId: string
  webhookId: string
  apiVersion: string
  triggeredAt: Date
  body: string
}

/**
 * Stores a delivery and its job; resolves with `stored` once both are committed, or at once with `full` where too much
 * waits already. @throws where the database does not commit it
 */
export type DeliveryStore = (delivery: NewDelivery) => Promise<'stored' | 'full'>

type Waiting = { delivery: NewDelivery; done: () => void; failed: (reason: unknown) => void }

// Adding a job notifies the workers, and PostgreSQL commits transactions that notify one after the other: a commit each
// would cap the rate at one disk flush a delivery. So what arrives together, or while four commits are under way, shares one;
// and where the last was shared, the next waits a moment for company.
const COMMITS_UNDER_WAY = 4
const GATHERING_MS = 3
const ROWS_A_COMMIT = 100
const CHARACTERS_A_COMMIT = 4_000_000
const CHARACTERS_WAITING = 100_000_000

/** Opens the store of this process. */
export function openDeliveryStore(db: Database): DeliveryStore {
  const waiting: Waiting[] = []
  let characters = 0
  let underWay = 0
  let gathering = false
  let busy = false

  function commitSoon(): void {
    if (gathering || underWay >= COMMITS_UNDER_WAY || waiting.length === 0) return
    gathering = true
    if (busy) setTimeout(commit, GATHERING_MS)
    else setImmediate(commit)
  }

  function commit(): void {
    gathering = false
    const batch = waiting.splice(0, countOf(waiting))
    characters -= batch.reduce((sum, { delivery }) => sum + delivery.body.length, 0)
    busy = batch.length > 1
    underWay += 1
    void commitTogether(db, batch).finally(() => {
      underWay -= 1
      commitSoon()
    })
    commitSoon()
  }

  return (delivery) =>
    new Promise((resolve, reject) => {
      if (characters > CHARACTERS_WAITING) {
        resolve('full')
        return
      }
      characters += delivery.body.length
      waiting.push({ delivery, done: () => resolve('stored'), failed: reject })
      commitSoon()
    })
}

function countOf(waiting: Waiting[]): number {
  let characters = 0
  let count = 0
  for (const { delivery } of waiting.slice(0, ROWS_A_COMMIT)) {
    characters += delivery.body.length
    if (count > 0 && characters > CHARACTERS_A_COMMIT) break
    count += 1
  }
  return count
}

/** Where a common transaction fails, each delivery gets one of its own, so that none fails for another's sake. */
async function commitTogether(db: Database, batch: Waiting[]): Promise<void> {
  try {
    await insert(
      db,
      batch.map(({ delivery }) => delivery),
    )
    for (const { done } of batch) done()
  } catch (reason) {
    if (batch.length > 1) for (const one of batch) await commitTogether(db, [one])
    else batch[0]?.failed(reason)
  }
}

async function insert(db: Database, deliveries: NewDelivery[]): Promise<void> {
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
  const known = statements.get(count)
  if (known !== undefined) return known
  const rows = Array.from({ length: count }, (_, row) =>
    COLUMNS.map((type, column) => `$${String(row * COLUMNS.length + column + 1)}::${type}`).join(),
  )
  const statement = `
    with stored as (
      insert into delivery (shop_id, topic, event_id, webhook_id, api_version, triggered_at, body)
      select shop.id, topic, event_id, webhook_id, api_version, triggered_at, body
        from (values (${rows.join('), (')})) as given (domain, topic, event_id, webhook_id, api_version, triggered_at, body)
        join shop on shop.domain = given.domain
      on conflict (shop_id, topic, event_id) do nothing
      returning id, shop_id
    )
    ${recordEachSql('delivery-received', { shopId: 'shop_id', deliveryId: "'#' || id" }, 'stored')}`
  statements.set(count, statement)
  return statement
}
