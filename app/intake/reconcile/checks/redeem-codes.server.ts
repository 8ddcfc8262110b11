import { z } from 'zod'
import { toGid, type DiscountId } from '../../../kernel/index.ts'
import { readShape, redeemCodeFromWebhook } from '../../../ledger/index.ts'
import { deleteRedeemCode, recordRedeemCode } from '../../../ledger/index.server.ts'
import { askPages, PAGE_INFO } from './ask-pages.server.ts'
import type { Look } from './check.server.ts'
import { mendFound, readEach, type Found } from './mend-found.server.ts'

/** A discount with codes; `type` is Shopify's. */
export type Coded = {
  discountId: DiscountId
  gid: string
  type: string
  codesCount: { count: number; precision: string }
}

// So few that reading them costs no more than counting.
const FEW = 250

/**
 * Compares the codes of a discount, of which a campaign may have a hundred thousand: they are read where there are few,
 * or where their number differs. A code has no time of its own; the moment of asking stands for it.
 */
export async function compareCodes(look: Look, coded: Coded): Promise<void> {
  const { parts, admin, run } = look
  const { shop } = run
  const { discountId, gid, type, codesCount } = coded
  const where = { shopId: shop.id, discountId, deletedAt: null }
  const here = await parts.db.redeemCode.count({ where })
  const same = codesCount.precision === 'EXACT' && codesCount.count === here
  if (same && here > FEW) return
  const askedAt = parts.now()
  const seen = new Set<bigint>()
  for await (const { nodes, toldAt } of askPages(
    admin,
    listOf(type),
    { id: toGid('DiscountNode', discountId) },
    parts.now,
    codesIn,
  )) {
    const told = readEach(run, nodes, ({ id, code }) =>
      redeemCodeFromWebhook(
        { admin_graphql_api_id: gid, redeem_code: { id, code }, updated_at: toldAt.toISOString() },
        toldAt,
      ),
    )
    for (const { id } of told) seen.add(id)
    const known = await parts.db.redeemCode.findMany({
      where: { shopId: shop.id, id: { in: told.map(({ id }) => id) } },
      select: { id: true },
    })
    const ids = new Set(known.map(({ id }) => id))
    const missing = told.filter(({ id }) => !ids.has(id))
    await mendFound(
      look,
      missing.map((one): Found => {
        const write: Found['write'] = (tx) => recordRedeemCode(tx, shop, one)
        return { subject: 'redeemCode', id: String(one.id), difference: 'missing', write }
      }),
    )
  }
  const living = await parts.db.redeemCode.findMany({ where: { ...where, toldAt: { lt: askedAt } } })
  const gone = living.filter(({ id }) => !seen.has(id))
  await mendFound(
    look,
    gone.map(({ id, code }): Found => {
      const told = redeemCodeFromWebhook(
        {
          admin_graphql_api_id: gid,
          redeem_code: { id: `gid://shopify/DiscountRedeemCode/${String(id)}`, code },
          updated_at: askedAt.toISOString(),
        },
        askedAt,
      )
      const write: Found['write'] = (tx) => deleteRedeemCode(tx, shop, told)
      return { subject: 'redeemCode', id: String(id), difference: 'gone', write }
    }),
  )
}

function listOf(type: string): string {
  return `query ReconcileCodes($id: ID!, $after: String) {
    owner: discountNode(id: $id) {
      discount { ... on ${type} { page: codes(first: 250, after: $after, sortKey: ID) { nodes { id code } ${PAGE_INFO} } } }
    }
  }`
}

const NOTHING = { page: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } }

function codesIn(answer: unknown): unknown {
  return readShape('discount', ownerShape, answer).owner?.discount ?? NOTHING
}

const ownerShape = z.object({ owner: z.object({ discount: z.unknown() }).nullable() })
