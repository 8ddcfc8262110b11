import type { CustomerId, FactOf, Shop } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'
import { act } from './act.server.ts'
import { nameOf } from './colleagues.server.ts'
import { followMerge, followPeople } from './follow.server.ts'
import { purge } from './purge.server.ts'
import { overdueTasks, readNotebook } from './read.server.ts'

type Parts = { db: Database; now: () => Date }

/** What the shop's people write down about a customer, and what they have to do. */
export function openNotes({ db, now }: Parts) {
  return {
    notebook: (shop: Shop, customerId: CustomerId) => readNotebook(db, shop, customerId, now()),
    act: (shop: Shop, doing: { customerId: CustomerId; person: string; form: FormData }) => act(db, shop, doing, now()),
    overdue: (shop: Shop) => overdueTasks(db, shop, now()),
    nameOf: (shop: Shop, person: string) => nameOf(db, shop, person),
    followPeople: (fact: FactOf<'customers-changed'>) => followPeople(db, fact.shopId, fact.customerIds),
    followEverybody: (fact: FactOf<'history-imported'>) => followPeople(db, fact.shopId, null),
    followMerge: (fact: FactOf<'customers-merged'>) => followMerge(db, fact),
    /** For the beginning of each hour. */
    purge: () => purge(db, now()),
  }
}
