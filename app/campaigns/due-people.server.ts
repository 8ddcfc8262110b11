import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'
import type { Campaign } from './campaign.ts'
import { dueRecipients } from './claim.server.ts'
import { knownOf, type Known } from './personal.server.ts'
import { choosePicks, type ChosenProduct, type Shelf } from './picks/picks.server.ts'

/** Somebody who is to be mailed, with all that their mail may say. */
export type Person = Known & { picks: ChosenProduct[] }
/** Who is due, and what is known of those who still are customers. */
export type Batch = { due: CustomerId[]; people: Map<CustomerId, Person> }

type Given = { db: Database; shop: Shop; campaign: Campaign; shelf: Shelf | null; now: () => Date }

const BATCH = 500

/** Those who are due, some hundred at a time; while one batch is mailed the next is read. */
export async function* duePeople(given: Given): AsyncGenerator<Batch> {
  for (let ahead = readBatch(given, null); ;) {
    const batch = await ahead
    const last = batch.due.at(-1)
    if (last === undefined) return
    ahead = readBatch(given, last)
    ahead.catch(() => undefined) // thrown where it is awaited; nobody may ever ask for it
    yield batch
  }
}

async function readBatch({ db, shop, campaign, shelf, now }: Given, after: CustomerId | null): Promise<Batch> {
  const due = await dueRecipients(db, shop, campaign, now(), { after, limit: BATCH })
  const [known, picks] = await Promise.all([
    knownOf(db, shop, due),
    shelf === null ? null : choosePicks(db, shop, { customerIds: due, shelf }, now()),
  ])
  return { due, people: new Map([...known].map(([id, person]) => [id, { ...person, picks: picks?.get(id) ?? [] }])) }
}
