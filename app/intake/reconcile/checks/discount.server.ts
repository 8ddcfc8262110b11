import { z } from 'zod'
import { toGid, type DiscountId } from '../../../kernel/index.ts'
import { discountFromWebhook, gidText, readShape } from '../../../ledger/index.ts'
import { deleteDiscount, recordDiscount } from '../../../ledger/index.server.ts'
import { searchTime } from '../search-time.ts'
import { askPages, PAGE_INFO, type Answer } from './ask-pages.server.ts'
import type { Check, Look } from './check.server.ts'
import { mendFound, readEach, type Found } from './mend-found.server.ts'
import { compareCodes, type Coded } from './redeem-codes.server.ts'

const OWN = 'title status createdAt updatedAt'
const codes = ['DiscountCodeApp', 'DiscountCodeBasic', 'DiscountCodeBxgy', 'DiscountCodeFreeShipping']
const automatic = [
  'DiscountAutomaticApp',
  'DiscountAutomaticBasic',
  'DiscountAutomaticBxgy',
  'DiscountAutomaticFreeShipping',
]
const LIST = `query ReconcileDiscounts($search: String, $after: String) {
  page: discountNodes(first: 50, after: $after, query: $search, sortKey: ID) {
    nodes { id discount { __typename
      ${codes.map((type) => `... on ${type} { ${OWN} codesCount { count precision } }`).join(' ')}
      ${automatic.map((type) => `... on ${type} { ${OWN} }`).join(' ')} } }
    ${PAGE_INFO}
  }
}`

const shape = z.object({
  id: gidText,
  discount: z.object({
    __typename: z.string(),
    title: z.string(),
    status: z.string(),
    createdAt: z.string(),
    updatedAt: z.string(),
    codesCount: z.object({ count: z.int(), precision: z.string() }).nullish(),
  }),
})

/** Discounts and their codes: changed ones every hour, all of them at night, when also the deleted ones are found. */
export const discount: Check = {
  name: 'discount',
  whole: true,
  imported: false,
  async look(look) {
    const { parts, admin, run, from, until } = look
    const askedAt = parts.now()
    const seen = new Set<bigint>()
    const search = from === null ? null : `updated_at:>=${searchTime(from)} updated_at:<${searchTime(until)}`
    for await (const { nodes, toldAt } of askPages(admin, LIST, { search }, parts.now)) {
      const told = readEach(run, nodes, (node) => discountOf(node, toldAt))
      for (const { record } of told) seen.add(record.id)
      const settled = told.filter(({ record }) => record.updatedAt < until)
      await mendFound(look, await differing(look, settled))
      for (const { coded } of settled) if (coded !== null) await compareCodes(look, coded)
    }
    if (from === null) await mendFound(look, await gone(look, seen, askedAt))
    return true
  },
}

type Told = { record: ReturnType<typeof discountFromWebhook>; coded: Coded | null }

function discountOf(node: Answer, toldAt: Date): Told {
  const { id, discount: told } = readShape('discount', shape, node)
  const { __typename: type, title, status, createdAt, updatedAt, codesCount } = told
  const method = type.includes('Automatic') ? 'DiscountAutomaticNode' : 'DiscountCodeNode'
  const gid = id.replace('DiscountNode', method)
  const record = discountFromWebhook(
    { admin_graphql_api_id: gid, title, status, created_at: createdAt, updated_at: updatedAt },
    toldAt,
  )
  return { record, coded: codesCount ? { discountId: record.id, gid, type, codesCount } : null }
}

async function differing({ parts, run: { shop } }: Look, told: Told[]): Promise<Found[]> {
  const ids = told.map(({ record }) => record.id)
  const held = await parts.db.discount.findMany({ where: { shopId: shop.id, id: { in: ids } } })
  return told.flatMap(({ record }): Found[] => {
    const row = held.find(({ id }) => id === record.id)
    if (row?.deletedAt || (row && row.updatedAt > record.updatedAt)) return []
    // A status changes by itself with time, which no webhook tells.
    const same = row?.title === record.title && row.updatedAt >= record.updatedAt
    if (same && row.status === record.status) return []
    const difference = row === undefined ? 'missing' : same ? null : 'outdated'
    const write: Found['write'] = (tx) => recordDiscount(tx, shop, record)
    return [{ subject: 'discount', id: String(record.id), difference, write }]
  })
}

// The list may lag behind, and a deletion cannot be undone: so each is asked for by its id before it goes.
async function gone({ parts, admin, run: { shop } }: Look, seen: Set<bigint>, askedAt: Date): Promise<Found[]> {
  const living = { shopId: shop.id, deletedAt: null, toldAt: { lt: askedAt } }
  const held = await parts.db.discount.findMany({ where: living, select: { id: true, method: true } })
  const unseen = held.filter(({ id }) => !seen.has(id))
  const found: Found[] = []
  for (let start = 0; start < unseen.length; start += AT_A_TIME) {
    const some = unseen.slice(start, start + AT_A_TIME)
    const ids = some.map(({ id }) => toGid('DiscountNode', id as DiscountId))
    const answer: unknown = await admin.run(KNOWN, { ids })
    const { nodes } = readShape('nodes', knownShape, answer)
    for (const [place, row] of some.entries()) {
      if (nodes[place] !== null) continue
      const { id, method } = row
      const write: Found['write'] = (tx) =>
        deleteDiscount(tx, shop, { id: id as DiscountId, method, deletedAt: askedAt })
      found.push({ subject: 'discount', id: String(id), difference: 'gone', write })
    }
  }
  return found
}

const AT_A_TIME = 50
const KNOWN = `query ReconcileKnown($ids: [ID!]!) { nodes(ids: $ids) { id } }`
const knownShape = z.object({ nodes: z.array(z.object({ id: z.string() }).nullable()) })
