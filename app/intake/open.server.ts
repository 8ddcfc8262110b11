import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FactOf, Shop } from '../kernel/index.ts'
import { installedShop, type AdminApi } from '../platform/index.server.ts'
import { applyDelivery } from './apply-delivery.server.ts'
import { openDeliveryStore } from './delivery-store.server.ts'
import { cancelImport } from './history/cancel-import.server.ts'
import { continueImport } from './history/continue-import.server.ts'
import { progressOf } from './history/progress.server.ts'
import { startImport } from './history/start-import.server.ts'
import { install } from './install.server.ts'
import { followProduct, listCollection } from './memberships.server.ts'
import { missingScopes } from './missing-scopes.server.ts'
import type { IntakeParts } from './parts.server.ts'
import { openReceipt } from './receipt/receipt.server.ts'
import { receiveOverHttp } from './receive-over-http.server.ts'
import { receive } from './receive.server.ts'
import { reconcile } from './reconcile/reconcile.server.ts'
import { emptyOldBodies } from './old-bodies.server.ts'
import { reconcileNow, scheduleReconciliations } from './reconcile/schedule.server.ts'

/** The one door by which facts enter: webhooks, and the history that was there before us. */
export function openIntake(parts: IntakeParts) {
  const receiving = { ...parts, store: openDeliveryStore(parts.db) }
  return {
    install: (domain: string, admin: AdminApi) => install(parts, domain, admin),
    shopOf: (domain: string) => installedShop(parts.db, { domain }),
    missingScopes: (shop: Pick<Shop, 'id' | 'domain'>, wanted: string) => missingScopes(parts.db, shop, wanted),
    receive: (request: Request) => receive(receiving, request),
    receiveOverHttp: (request: IncomingMessage, response: ServerResponse) =>
      receiveOverHttp(receiving, request, response),
    applyDelivery: (fact: FactOf<'delivery-received'>) => applyDelivery(parts, fact),
    startImport: (fact: { shopId: Shop['id'] }) => startImport(parts, fact.shopId),
    repeatImport: (shop: Pick<Shop, 'id'>) => startImport(parts, shop.id, { again: true }),
    cancelImport: (shop: Pick<Shop, 'id'>) => cancelImport(parts, shop.id),
    continueImport: (fact: FactOf<'import-continues'>) => continueImport(parts, fact),
    listCollection: (fact: FactOf<'collection-changed'>) => listCollection(parts, fact),
    followProduct: (fact: FactOf<'product-changed'>) => followProduct(parts, fact),
    scheduleReconciliations: () => scheduleReconciliations(parts),
    emptyOldBodies: () => emptyOldBodies(parts.db, parts.now()),
    reconcile: (fact: FactOf<'reconciliation-due'>) => reconcile(parts, fact),
    reconcileNow: (shop: Pick<Shop, 'id'>) => reconcileNow(parts, shop),
    progress: (shop: Pick<Shop, 'id'>) => progressOf(parts.db, shop, parts.now()),
    receipt: openReceipt(parts),
  }
}
