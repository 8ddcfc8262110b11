import { toGid } from '../kernel/index.ts'
import { isGuest } from '../ledger/index.ts'
import { ShopRejected, ShopUnavailable } from '../platform/index.server.ts'
import type { Step } from './definition.ts'
import type { AutomationParts } from './parts.server.ts'
import type { Afterwards, At } from './perform.server.ts'
import { claimStep, passStep, sleep, takeRun, type Outcome } from './run.server.ts'

type TagStep = Extract<Step, { kind: 'tag' }>
type Added = { tagsAdd: { userErrors: { message: string }[] } }

const ADD = `#graphql
  mutation TagCustomer($id: ID!, $tags: [String!]!) {
    tagsAdd(id: $id, tags: $tags) { userErrors { field message } }
  }`

const TRY_AGAIN = 2 * 60_000

/** Tags the customer at Shopify. A worker that dies in between leaves the claim, and the tag is added once more: the same tag. */
export async function tag(parts: AutomationParts, { tx, shop, run, step }: At<TagStep>): Promise<Afterwards> {
  const now = parts.now()
  if (isGuest(run.customerId)) {
    await passStep(tx, shop, run, { outcome: 'failed', detail: 'guest' }, now)
    return 'goes-on'
  }
  await claimStep(tx, shop, run, now)
  await sleep(tx, shop, run, new Date(now.getTime() + TRY_AGAIN))
  return async () => {
    const outcome = await add(parts, shop.domain, toGid('Customer', run.customerId), step.tag)
    if (outcome === null) return
    await parts.db.$transaction(async (later) => {
      const held = await takeRun(later, shop, run.id)
      if (held?.position === run.position) await passStep(later, shop, held, outcome, parts.now())
    })
  }
}

/** Null where Shopify cannot be asked now. */
async function add({ adminFor }: AutomationParts, domain: string, id: string, name: string): Promise<Outcome | null> {
  try {
    const { tagsAdd } = await (await adminFor(domain)).run<Added>(ADD, { id, tags: [name] })
    const problem = tagsAdd.userErrors[0]?.message
    return problem === undefined ? { outcome: 'done' } : { outcome: 'failed', detail: problem }
  } catch (error) {
    if (error instanceof ShopRejected) return { outcome: 'failed', detail: error.message.slice(0, 500) }
    if (error instanceof ShopUnavailable) return null
    throw error
  }
}
