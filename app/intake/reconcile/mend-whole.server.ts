import { z } from 'zod'
import { idFromGid, toGid, type Id, type Span } from '../../kernel/index.ts'
import { livingIds } from '../../ledger/index.server.ts'
import { readShape } from '../../ledger/index.ts'
import type { AdminApi } from '../../platform/index.server.ts'
import { tellChanges } from '../apply-delivery.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { mend } from './mend.server.ts'
import { pagesOf } from './pages.server.ts'
import { noteRepairs, type Run } from './run.server.ts'
import { searchTime } from './search-time.ts'
import type { Subject } from './subjects/subject.server.ts'

type Work = { parts: IntakeParts; admin: AdminApi; run: Run; subject: Subject }

/**
 * Reads everything of a kind that was created within a span (all of it for null), mends what differs, and deletes what
 * the shop does not know any more.
 */
export async function mendWhole(
  parts: IntakeParts,
  admin: AdminApi,
  run: Run,
  subject: Subject,
  span: Span | null,
): Promise<void> {
  const work = { parts, admin, run, subject }
  const seen = await mendFound(work, searchOf(subject, span))
  const unseen = (await livingIds(parts.db, run.shop, subject.name, span)).filter((id) => !seen.has(id))
  for (let start = 0; start < unseen.length; start += AT_A_TIME) {
    await settleUnseen(work, unseen.slice(start, start + AT_A_TIME))
  }
}

const AT_A_TIME = 50

function searchOf({ createdFilter: filter }: Subject, span: Span | null): string | null {
  if (span === null || filter === null) return null
  return `${filter}:>=${searchTime(span.from)} ${filter}:<${searchTime(span.until)}`
}

async function mendFound({ parts, admin, run, subject }: Work, search: string | null): Promise<Set<Id<string>>> {
  const seen = new Set<Id<string>>()
  const sortKey = subject.createdFilter === null ? 'ID' : 'CREATED_AT'
  for await (const page of pagesOf(admin, subject, { search, sortKey }, parts.now)) {
    for (const id of await mend(parts, run, subject, page)) seen.add(id)
  }
  return seen
}

// Shopify's search may lag behind, and a deletion cannot be undone: so each is asked for by its id before it goes.
async function settleUnseen(work: Work, ids: Id<string>[]): Promise<void> {
  const { parts, admin, subject } = work
  const askedAt = parts.now()
  const known = await knownIds(admin, subject, ids)
  await removeGone(
    work,
    ids.filter((id) => !known.has(id)),
    askedAt,
  )
  // It is there, but not on the day under which the ledger has it.
  if (known.size > 0) await mendFound(work, [...known].map((id) => `id:${String(id)}`).join(' OR '))
}

async function removeGone({ parts, run, subject }: Work, ids: Id<string>[], at: Date): Promise<void> {
  const { shop } = run
  for (const id of ids) {
    await parts.db.$transaction(async (tx) => {
      const { customerIds } = await subject.remove(tx, shop, id, at)
      await tellChanges(tx, shop.id, customerIds)
      const gone = { subject: subject.name, subjectId: String(id), difference: 'gone' } as const
      await noteRepairs(tx, run, [gone], parts.now())
    })
  }
}

async function knownIds(admin: AdminApi, { type }: Subject, ids: Id<string>[]): Promise<Set<Id<string>>> {
  const answer: unknown = await admin.run(KNOWN, { ids: ids.map((id) => toGid(type, id)) })
  const { nodes } = readShape('nodes', shape, answer)
  return new Set(nodes.flatMap((node) => (node === null ? [] : [idFromGid(type, node.id)])))
}

const KNOWN = `query ReconcileKnown($ids: [ID!]!) { nodes(ids: $ids) { id } }`
const shape = z.object({ nodes: z.array(z.object({ id: z.string() }).nullable()) })
