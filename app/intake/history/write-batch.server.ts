import { inBulk, isDataException, ShopUnavailable, type Transaction } from '../../platform/index.server.ts'
import type { Shop } from '../../kernel/index.ts'
import type { IntakeParts } from '../parts.server.ts'
import { isUnreadable, type FarChild, type Unread } from './group-export.ts'
import type { Step } from './import-steps.server.ts'
import { asideAmong, setAside } from './set-aside.server.ts'
import { contentsOf } from './step-contents.server.ts'

type Whose = { parts: IntakeParts; shop: Shop; step: Step; toldAt: Date }
type Part = { rows: unknown[]; far: FarChild[]; unread: Unread[] }

/**
 * Writes a batch in one transaction, together with `note`. Where one of its objects can never be written, the rest is
 * written by halves, ever smaller, until that one is found and set aside.
 * @throws ShopUnavailable where parents of far children are missing
 */
export async function writeBatch(whose: Whose, part: Part, note: (tx: Transaction) => Promise<void>): Promise<void> {
  try {
    await inBulk(whose.parts.db, async (tx) => {
      await write(tx, whose, part)
      await note(tx)
    })
  } catch (error) {
    if (!isUnreadable(error) && !isDataException(error)) throw error
    const { rows, far, unread } = part
    if (rows.length + far.length === 0) throw error
    if (rows.length + far.length === 1) {
      const found = { id: idOf(whose.step, part), reason: reasonOf(error) }
      await writeBatch(whose, { rows: [], far: [], unread: [...unread, found] }, note)
      return
    }
    const [former, latter] = halves(part)
    await writeBatch(whose, former, () => Promise.resolve())
    await writeBatch(whose, latter, note)
  }
}

async function write(
  tx: Transaction,
  { parts, shop, step, toldAt }: Whose,
  { rows, far, unread }: Part,
): Promise<void> {
  const { kind } = contentsOf[step.kind]
  const writing = { tx, shop, toldAt, recordConsent: parts.recordConsent }
  await setAside(tx, step, unread)
  if (rows.length > 0) await kind.record(writing, rows)
  if (far.length === 0) return
  const aside = await asideAmong(tx, step, [...new Set(far.map(({ parentId }) => parentId))])
  const orphans = await kind.addFar(
    writing,
    far.filter(({ parentId }) => !aside.has(parentId)),
  )
  if (orphans > 0) throw new ShopUnavailable(`${String(orphans)} parents of ${step.kind} are missing in the export`)
}

/** Parents come before the children that were told far from them. */
function halves({ rows, far, unread }: Part): [Part, Part] {
  const middle = Math.ceil((rows.length + far.length) / 2)
  const children = Math.max(0, middle - rows.length)
  return [
    { rows: rows.slice(0, middle), far: far.slice(0, children), unread },
    { rows: rows.slice(middle), far: far.slice(children), unread: [] },
  ]
}

function idOf({ kind }: Step, { rows: [row], far: [child] }: Part): string {
  if (child === undefined) return contentsOf[kind].kind.gidOf(row)
  const { id } = child.child as { id: string }
  return id
}

// PostgreSQL's detail quotes the value, which may be a person's.
function reasonOf(error: unknown): string {
  if (isUnreadable(error)) return error.message.slice(0, 200)
  return 'it holds a value that the database cannot hold'
}
