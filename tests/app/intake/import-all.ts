import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../../../app/platform/index.server.ts'
import { workOff, type intakeOn } from './support.ts'

/** Works through an import that has begun until it has ended, and says which facts were worked. */
export async function importAll(db: Database, intake: ReturnType<typeof intakeOn>): Promise<string[]> {
  const worked: string[] = []
  for (;;) {
    const facts = await workOff(db, { 'shop-installed': intake.startImport, 'import-continues': intake.continueImport })
    worked.push(...facts)
    if (facts.includes('history-imported')) return worked
    await pause(50)
  }
}

/** Everything that an import writes, without the moments at which Shopify told it. */
export function importedRows(db: Database) {
  const told = { toldAt: true } as const
  return Promise.all([
    db.product.findMany({ omit: told, orderBy: { id: 'asc' } }),
    db.variant.findMany({ orderBy: { id: 'asc' } }),
    db.collectionProduct.findMany({ orderBy: [{ collectionId: 'asc' }, { productId: 'asc' }] }),
    db.customer.findMany({ omit: { ...told, tagsToldAt: true, addressesToldAt: true }, orderBy: { id: 'asc' } }),
    db.consentEvent.findMany({ orderBy: [{ customerId: 'asc' }, { occurredAt: 'asc' }] }),
    db.order.findMany({ omit: told, orderBy: { id: 'asc' } }),
    db.orderLine.findMany({ orderBy: [{ orderId: 'asc' }, { id: 'asc' }] }),
    db.refund.findMany({ omit: told, orderBy: { id: 'asc' } }),
    db.refundLine.findMany({ orderBy: [{ refundId: 'asc' }, { orderLineId: 'asc' }] }),
  ])
}
