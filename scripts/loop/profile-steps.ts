import { z } from 'zod'
import type { AppClient } from '../app-client.ts'
import type { ShopStatus } from './dev-shop-client.ts'
import type { Hero } from './facts.ts'

const homeShape = z.object({
  progress: z.object({
    outcome: z.string(),
    steps: z.array(z.object({ kind: z.string(), done: z.number() })),
  }),
})

/** The home page says that the import is done, and of as many things as the shop has. */
export async function expectImported(app: AppClient, counts: ShopStatus['counts']): Promise<void> {
  const { progress } = homeShape.parse(await app.load('/app', 'routes/app._index'))
  if (progress.outcome !== 'done') throw new Error(`the home page shows the import as "${progress.outcome}"`)
  const read = (...kinds: string[]) =>
    progress.steps.reduce((sum, { kind, done }) => (kinds.includes(kind) ? sum + done : sum), 0)
  // All customers are read once more after the recent ones, of the orders only the older ones.
  const shown = { customers: read('customers'), orders: read('recentOrders', 'orders') }
  for (const kind of ['customers', 'orders'] as const) {
    if (shown[kind] !== counts[kind])
      throw new Error(`the home page shows ${String(shown[kind])} of ${String(counts[kind])} ${kind}`)
  }
}

const listShape = z.object({
  page: z.object({ rows: z.array(z.object({ id: z.string(), email: z.string().nullable() })) }),
})
const profileShape = z.object({
  customer: z.object({
    orders: z.number(),
    spentMinor: z.number(),
    group: z.string(),
    scores: z.object({ recency: z.number(), frequency: z.number(), monetary: z.number() }).nullable(),
    preferences: z.array(
      z.object({
        kind: z.string(),
        value: z.string(),
        orders: z.number(),
        ofOrders: z.number(),
        questions: z.number(),
      }),
    ),
  }),
  history: z.object({ page: z.object({ entries: z.array(z.object({ room: z.string(), kind: z.string() })) }) }),
})

export type Profile = z.infer<typeof profileShape>

/** The hero's page, found through the customer list's search as a merchant would. */
export async function openProfile(app: AppClient, hero: Hero): Promise<Profile> {
  const search = `/app/customers?search=${encodeURIComponent(hero.email)}`
  const { page } = listShape.parse(await app.load(search, 'routes/app.customers._index'))
  const found = page.rows.find(({ email }) => email === hero.email)
  if (found === undefined) throw new Error(`the customer list does not find ${hero.email}`)
  return profileShape.parse(await app.load(`/app/customers/${found.id}`, 'routes/app.customers.$id'))
}

/** Value, RFM and the preferred type with its evidence are there, and the orders stand on the timeline. */
export function expectKnown({ customer, history }: Profile, hero: Hero): void {
  const [first] = customer.preferences
  const evidence = first !== undefined && first.orders > 0 && first.orders <= first.ofOrders
  if (first?.value !== hero.likes || !evidence) throw new Error(`no evidence that ${hero.email} likes ${hero.likes}`)
  if (customer.scores === null || customer.spentMinor <= 0) throw new Error(`${hero.email} has no value or no RFM`)
  const told = history.page.entries.filter(({ room, kind }) => room === 'ledger' && kind === 'order').length
  if (told === 0) throw new Error(`no order of ${hero.email} stands on the timeline`)
}

/** The question counts as an interest with that evidence, and stands on the timeline. */
export function expectInterest({ customer, history }: Profile, hero: Hero): void {
  const interest = customer.preferences.find(({ kind, value }) => kind === 'product_type' && value === hero.asksAbout)
  if (interest?.questions !== 1) throw new Error(`the question does not count as an interest in ${hero.asksAbout}`)
  if (!history.page.entries.some(({ room }) => room === 'conversations'))
    throw new Error('the question does not stand on the timeline')
}

/** Campaign, redemption and refund stand on the timeline. */
export function expectRedeemed({ history }: Profile): void {
  const kinds = history.page.entries.map(({ room, kind }) => `${room}/${kind}`)
  for (const wanted of ['campaigns/mailed', 'campaigns/redeemed', 'ledger/refund'])
    if (!kinds.includes(wanted)) throw new Error(`${wanted} does not stand on the timeline: ${kinds.join(', ')}`)
}
