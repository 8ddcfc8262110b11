import type { Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import { LONGEST_NAME, type ColleagueView } from './colleague.ts'

/** Who has said how they are called, by name. */
export async function listColleagues(db: Queryable, shop: Pick<Shop, 'id'>): Promise<ColleagueView[]> {
  const rows = await db.colleague.findMany({ where: { shopId: shop.id }, orderBy: [{ name: 'asc' }, { id: 'asc' }] })
  return rows.map(({ id, name }) => ({ id, name }))
}

/** Keeps how a person wants to be called from now on, in what they wrote before as well. */
export async function nameColleague(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  id: string,
  given: string,
): Promise<boolean> {
  const name = given.replaceAll(/\s+/g, ' ').trim()
  if (name === '' || name.length > LONGEST_NAME) return false
  const key = { shopId: shop.id, id }
  await db.colleague.upsert({ where: { shopId_id: key }, create: { ...key, name }, update: { name } })
  return true
}

/** How a person of the shop is called; null for who has never said it. */
export async function nameOf(db: Queryable, shop: Pick<Shop, 'id'>, id: string): Promise<string | null> {
  const found = await db.colleague.findUnique({ where: { shopId_id: { shopId: shop.id, id } } })
  return found?.name ?? null
}
