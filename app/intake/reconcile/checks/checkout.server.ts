import { z } from 'zod'
import { idFromGid } from '../../../kernel/index.ts'
import { checkoutFromWebhook, gidText, MalformedBody, readShape } from '../../../ledger/index.ts'
import { recordCheckout } from '../../../ledger/index.server.ts'
import { searchTime } from '../search-time.ts'
import { askPages, PAGE_INFO, pageInfo, restOf, type Answer } from './ask-pages.server.ts'
import type { Check, Look } from './check.server.ts'
import { mendFound, readEach, type Found } from './mend-found.server.ts'

const LINE = `title quantity originalUnitPriceSet { shopMoney { amount } } product { id } variant { id }`
const LIST = `query ReconcileCheckouts($search: String, $after: String) {
  page: abandonedCheckouts(first: 10, after: $after, query: $search, sortKey: ID) {
    nodes {
      id abandonedCheckoutUrl createdAt updatedAt completedAt totalPriceSet { shopMoney { amount currencyCode } }
      customer { id defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } }
      lineItems(first: 20) { nodes { ${LINE} } ${PAGE_INFO} }
    }
    ${PAGE_INFO}
  }
}`
const REST = `query ReconcileCheckoutLines($id: ID!, $after: String) {
  owner: node(id: $id) { ... on AbandonedCheckout { page: lineItems(first: 100, after: $after) { nodes { ${LINE} } ${PAGE_INFO} } } }
}`

/** Checkouts that are no orders yet. Shopify's API lists them once it knows whom to write to, and never those deleted. */
export const checkout: Check = {
  name: 'checkout',
  whole: true,
  imported: false,
  async look(look) {
    const { parts, admin, run, from, until } = look
    const search = from === null ? null : `updated_at:>=${searchTime(from)} updated_at:<${searchTime(until)}`
    for await (const { nodes, toldAt } of askPages(admin, LIST, { search }, parts.now)) {
      for (const node of nodes) await addLines(look, node)
      const told = readEach(run, nodes, (node) => checkoutFromWebhook(asWebhook(node), toldAt))
      await mendFound(
        look,
        await differing(
          look,
          told.filter(({ updatedAt }) => updatedAt < until),
        ),
      )
    }
    return true
  },
}

async function addLines({ admin }: Look, node: Answer): Promise<void> {
  const { id, lineItems } = readShape('checkout', linesShape, node)
  node.lineItems = { nodes: [...lineItems.nodes, ...(await restOf(admin, REST, id, lineItems.pageInfo))] }
}

type Told = ReturnType<typeof checkoutFromWebhook>

async function differing({ parts, run: { shop } }: Look, told: Told[]): Promise<Found[]> {
  const tokens = told.map(({ token }) => token)
  const held = await parts.db.checkout.findMany({ where: { shopId: shop.id, token: { in: tokens } } })
  const completed = await parts.db.completedCheckout.findMany({ where: { shopId: shop.id, token: { in: tokens } } })
  return told.flatMap((one): Found[] => {
    const row = held.find(({ token }) => token === one.token)
    if (completed.some(({ token }) => token === one.token)) return []
    if (row && row.updatedAt >= one.updatedAt) return []
    // Its cart, and who wrote what at the till, only webhooks tell.
    const { cartToken = null, email = one.email, phone = one.phone, locale = null } = row ?? {}
    const write: Found['write'] = (tx) => recordCheckout(tx, shop, { ...one, cartToken, email, phone, locale })
    return [{ subject: 'checkout', id: one.token, difference: row === undefined ? 'missing' : 'outdated', write }]
  })
}

const linesShape = z.object({ id: gidText, lineItems: z.object({ nodes: z.array(z.looseObject({})), pageInfo }) })
const owned = z.object({ id: gidText }).nullish()
const shape = z.object({
  abandonedCheckoutUrl: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  completedAt: z.string().nullish(),
  totalPriceSet: z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) }),
  customer: z
    .object({
      id: gidText,
      defaultEmailAddress: z.object({ emailAddress: z.string() }).nullish(),
      defaultPhoneNumber: z.object({ phoneNumber: z.string() }).nullish(),
    })
    .nullish(),
  lineItems: z.object({
    nodes: z.array(
      z.object({
        title: z.string().nullish(),
        quantity: z.int(),
        originalUnitPriceSet: z.object({ shopMoney: z.object({ amount: z.string() }) }),
        product: owned,
        variant: owned,
      }),
    ),
  }),
})

function asWebhook(node: Answer): unknown {
  const { customer, totalPriceSet, lineItems, ...told } = readShape('checkout', shape, node)
  return {
    token: tokenIn(told.abandonedCheckoutUrl),
    email: customer?.defaultEmailAddress?.emailAddress,
    phone: customer?.defaultPhoneNumber?.phoneNumber,
    currency: totalPriceSet.shopMoney.currencyCode,
    total_price: totalPriceSet.shopMoney.amount,
    abandoned_checkout_url: told.abandonedCheckoutUrl,
    created_at: told.createdAt,
    updated_at: told.updatedAt,
    completed_at: told.completedAt,
    customer: customer ? { id: idFromGid('Customer', customer.id) } : null,
    line_items: lineItems.nodes.map(({ title, quantity, originalUnitPriceSet: price, product, variant }) => ({
      title: title ?? '',
      quantity,
      price: price.shopMoney.amount,
      product_id: product ? idFromGid('Product', product.id) : null,
      variant_id: variant ? idFromGid('ProductVariant', variant.id) : null,
    })),
  }
}

// The API has no field for the token, but the way back has it: …/checkouts/ac/TOKEN/recover, older …/checkouts/TOKEN/recover.
function tokenIn(url: string): string {
  const [, token] = /\/checkouts\/(?:[a-z]{2}\/)?([^/?]{3,})\/recover/.exec(url) ?? []
  if (token === undefined)
    throw new MalformedBody('checkout.abandonedCheckoutUrl: expected the way back into a checkout')
  return token
}
