import type { FactOf } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'
import { refreshCustomers, refreshEveryone } from './refresh.server.ts'

type Parts = { db: Database; now: () => Date }

/** Who is this customer: folds the ledger and the questions into profiles, and shows them. */
export function openProfiles({ db, now }: Parts) {
  return {
    refresh: ({ shopId, customerIds }: FactOf<'customers-changed'>) => refreshCustomers(db, shopId, customerIds, now()),
    refreshAll: ({ shopId }: Pick<FactOf<'history-imported'>, 'shopId'>) => refreshEveryone(db, shopId, now()),
    /** A question counts as an interest as soon as it is asked. */
    noteInterest: ({ shopId, customerId }: FactOf<'question-asked'>) =>
      refreshCustomers(db, shopId, customerId === null ? [] : [customerId], now()),
  }
}
