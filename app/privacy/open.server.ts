import type { PrivacyTold } from '../intake/index.ts'
import type { Shop } from '../kernel/index.ts'
import type { Database, Transaction } from '../platform/index.server.ts'
import { listActs, noteAct } from './audit.server.ts'
import {
  countOpen,
  exportText,
  handOver,
  listDataRequests,
  openDataRequest,
  readReport,
} from './data-requests.server.ts'
import { forgetCustomer, forgetShop } from './forget.server.ts'

type Parts = { db: Database; now: () => Date }

/** The room that may look at everything, because the law may ask for everything. */
export function openPrivacy({ db, now }: Parts) {
  return {
    /** Does what the law asks, in the caller's transaction, and notes it without saying about whom. */
    honour: async (tx: Transaction, shop: Shop, told: PrivacyTold, askedAt: Date): Promise<void> => {
      const doneAt = now()
      switch (told.ask) {
        case 'collect':
          return openDataRequest(tx, shop, told, askedAt, doneAt)
        case 'forget-customer': {
          const rows = await forgetCustomer(tx, shop, told.person, askedAt)
          return noteAct(tx, shop, { act: 'customer-forgotten', rows, askedAt, doneAt })
        }
        case 'forget-shop': {
          const rows = await forgetShop(tx, shop)
          return noteAct(tx, shop, { act: 'shop-forgotten', rows, askedAt, doneAt })
        }
      }
    },
    list: (shop: Pick<Shop, 'id'>) => listDataRequests(db, shop),
    openCount: (shop: Pick<Shop, 'id'>) => countOpen(db, shop),
    acts: (shop: Pick<Shop, 'id'>) => listActs(db, shop),
    report: (shop: Pick<Shop, 'id'>, id: string) => readReport(db, shop, id),
    exportText: (shop: Pick<Shop, 'id'>, id: string) => exportText(db, shop, id),
    handOver: (shop: Pick<Shop, 'id'>, id: string) => handOver(db, shop, id, now()),
  }
}
