import { z } from 'zod'
import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'
import { readBody } from './note.ts'
import type { Acted } from './acted.ts'
import { isLiving } from './customer.server.ts'

export type NoteKey = { customerId: CustomerId; id: string }

/** Writes a note. The form's `id` becomes the note's: sent a second time it changes nothing. */
export async function writeNote(
  db: Database,
  shop: Shop,
  { customerId, id }: NoteKey,
  { body: given, author }: { body: string; author: string },
  now: Date,
): Promise<Acted> {
  const body = readBody(given)
  if (body === null) return { outcome: 'invalid' }
  if (!z.uuid().safeParse(id).success || !(await isLiving(db, shop, customerId))) return { outcome: 'unknown' }
  const data = { shopId: shop.id, id, customerId, body, author, createdAt: now }
  await db.customerNote.createMany({ data, skipDuplicates: true })
  return { outcome: 'saved' }
}

/** Changes what a note says; it keeps its author and tells who changed it. */
export async function editNote(
  db: Database,
  shop: Shop,
  key: NoteKey,
  { body: given, editor }: { body: string; editor: string },
  now: Date,
): Promise<Acted> {
  const body = readBody(given)
  if (body === null) return { outcome: 'invalid' }
  return change(db, shop, key, { body, editor, editedAt: now })
}

export const pinNote = (db: Database, shop: Shop, key: NoteKey, pinned: boolean) => change(db, shop, key, { pinned })

/** Takes a note away; null as the moment brings it back. */
export const deleteNote = (db: Database, shop: Shop, key: NoteKey, deletedAt: Date | null) =>
  change(db, shop, key, { deletedAt })

async function change(
  db: Database,
  shop: Shop,
  { customerId, id }: NoteKey,
  data: { body?: string; editor?: string; editedAt?: Date; pinned?: boolean; deletedAt?: Date | null },
): Promise<Acted> {
  if (!z.uuid().safeParse(id).success) return { outcome: 'unknown' }
  const { count } = await db.customerNote.updateMany({ where: { shopId: shop.id, id, customerId }, data })
  return { outcome: count === 0 ? 'unknown' : 'saved' }
}
