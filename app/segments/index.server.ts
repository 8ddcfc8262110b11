import { z } from 'zod'
import type { CustomerId, FactOf, Shop } from '../kernel/index.ts'
import type { AdminApi, Database } from '../platform/index.server.ts'
import { nativeSegments, takeOver } from './bridge/native.server.ts'
import {
  askForPush,
  askToWithdraw,
  followSegment,
  pushOf,
  pushSegment,
  scheduleSegmentPushes,
} from './bridge/push.server.ts'
import { compileQuery } from './compile/compile.server.ts'
import { countEach, countWithSample } from './count.server.ts'
import { exportMembers } from './export.server.ts'
import { openMembership } from './membership/open.server.ts'
import { storedQuery } from './members.server.ts'
import { readQueryText, unanswerableFault } from './query-fault.ts'
import {
  deleteSegment,
  getSegment,
  listSegments,
  readSegments,
  saveSegment,
  type GivenSegment,
} from './segments.server.ts'
import { tasteOf } from './taste.server.ts'
import { whyMember } from './why.server.ts'
import { quickTemplates, segmentTemplates, unusedTemplates, type SegmentTemplate } from './templates.ts'

export { countMembers } from './count.server.ts'
export { segmentsTimeline } from './membership/changes.server.ts'
export { membersAmong } from './members-among.server.ts'
export { membersOfSegment } from './members-of-segment.server.ts'
export { listSegments } from './segments.server.ts'

type Parts = { db: Database; adminFor: (domain: string) => Promise<AdminApi>; now: () => Date }

/** Which customers belong together: queries, and who they find at this moment. */
export function openSegments({ db, adminFor, now }: Parts) {
  const templates = async (shop: Shop) => answerable(shop, segmentTemplates(await tasteOf(db, shop)))
  const answerable = (shop: Shop, some: SegmentTemplate[]) =>
    some.filter(({ query }) => {
      const surroundings = { shop, now: now(), segments: new Map() }
      return compileQuery(storedQuery(query), surroundings).outcome === 'compiled'
    })
  const unused = async (shop: Shop) => unusedTemplates(await templates(shop), await readSegments(db, shop))
  return {
    membership: openMembership({ db, now }),
    list: (shop: Shop) => listSegments(db, shop, now()),
    get: (shop: Shop, id: string) => getSegment(db, shop, id),
    save: (shop: Shop, given: GivenSegment) => saveSegment(db, shop, given, now()),
    /** Segments that the merchant keeps in Shopify, and making one of ours from one of them. */
    native: (shop: Shop) => nativeSegments(db, shop, now()),
    takeOver: (shop: Shop, id: string) => takeOver(db, shop, id, now()),
    /** How a segment is kept in Shopify; null where it is not. */
    pushOf: (shop: Shop, id: string) => pushOf(db, shop, id),
    askForPush: (shop: Shop, id: string) => askForPush(db, shop, id, now()),
    askToWithdraw: (shop: Shop, id: string) => askToWithdraw(db, shop, id, now()),
    push: (fact: FactOf<'segment-push-due'>) => pushSegment({ db, adminFor, now }, fact),
    schedulePushes: () => scheduleSegmentPushes(db),
    /** Saves what the editor's form holds: `name`, `query`, `description` and `owner`. */
    saveForm: async (shop: Shop, id: string | null, form: FormData) => {
      const saved = await saveSegment(db, shop, { id, ...formShape.parse(Object.fromEntries(form)) }, now())
      if (saved.outcome === 'saved') await followSegment(db, shop, saved.id)
      return saved
    },
    remove: async (shop: Shop, id: string) => {
      const removed = await deleteSegment(db, shop, id)
      if (removed.outcome === 'deleted') await followSegment(db, shop, id)
      return removed
    },
    /** The members as a CSV file; null where there is none. */
    exportCsv: (shop: Shop, id: string) => exportMembers(db, shop, id, now()),
    /** Counts for a query that is still being edited; what is wrong with it is named instead. */
    count: async (shop: Shop, asked: unknown) => {
      const text = askedShape.parse(asked).query
      const read = readQueryText(text)
      if (read.outcome === 'invalid') return read
      const counted = await countWithSample(db, shop, read.query, now())
      if (counted.outcome === 'counted') return counted
      return { outcome: 'invalid' as const, fault: unanswerableFault(text, counted) }
    },
    /** Why a customer fits a query that may still be edited, or does not. */
    why: async (shop: Shop, text: string, customerId: CustomerId) => {
      const read = readQueryText(text)
      if (read.outcome === 'invalid') return read
      const why = await whyMember(db, shop, { query: read.query, customerId }, now())
      return why.outcome === 'unanswerable' ? { outcome: 'invalid' as const, fault: unanswerableFault(text, why) } : why
    },
    templates,
    /** The templates that are not in use yet. */
    unusedTemplates: unused,
    /** The quick templates that reach someone and are not in use yet, with how many customers each reaches. */
    suggestions: async (shop: Shop) => {
      const fresh = (await unused(shop)).filter(({ id }) => quickTemplates.includes(id))
      const queries = fresh.map(({ query }) => storedQuery(query))
      const counts = await countEach(db, shop, queries, now())
      return fresh.flatMap((template, at) => ((counts[at] ?? 0) > 0 ? [{ ...template, count: counts[at] ?? 0 }] : []))
    },
  }
}

const formShape = z.object({
  name: z.string().catch(''),
  query: z.string().catch(''),
  description: z.string().catch(''),
  owner: z.string().catch(''),
})

const askedShape = z.object({ query: z.string().catch('') }).catch({ query: '' })
