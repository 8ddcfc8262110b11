import { randomUUID } from 'node:crypto'
import type { Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import type { Act, AuditView } from './audit.ts'

/** Notes that something was done about a person's data: what, when and how many rows; never whose. */
export async function noteAct(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  act: { act: Act; rows: number; askedAt: Date; doneAt: Date },
): Promise<void> {
  await db.privacyAudit.create({ data: { shopId: shop.id, id: randomUUID(), ...act } })
}

/** The newest acts of a shop. */
export async function listActs(db: Queryable, shop: Pick<Shop, 'id'>, limit = 50): Promise<AuditView[]> {
  const rows = await db.privacyAudit.findMany({
    where: { shopId: shop.id },
    orderBy: [{ doneAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
  return rows.map(({ id, act, rows: count, askedAt, doneAt }) => ({
    id,
    act: act as Act,
    rows: count,
    askedAt: askedAt.toISOString(),
    doneAt: doneAt.toISOString(),
  }))
}
