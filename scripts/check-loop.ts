import { toDecimal } from '../app/kernel/index.ts'
import { AppClient } from './app-client.ts'
import { installApp } from './install.ts'
import { startLocalShop, type LocalShop } from './local-shop.ts'
import { DevShopClient } from './loop/dev-shop-client.ts'
import { AppFacts, lineSummary, type LineSummary } from './loop/facts.ts'
import { expectImported, expectInterest, expectKnown, expectRedeemed, openProfile } from './loop/profile-steps.ts'
import * as steps from './loop/steps.ts'
import type { OrdersFile } from './orders-file.ts'
import { untilSettled } from './shop-progress.ts'

type Options = { orders: OrdersFile | null; devShopFlags: string[] }

const HOUR = 3600

/**
 * Walks the whole loop without a person, over HTTP against the running parts, and prints one JSON object.
 * Returns the exit code: 0, or 1 with the reason on standard error.
 */
export async function checkLoop({ orders, devShopFlags }: Options): Promise<number> {
  const begin = performance.now()
  const stock = orders === null ? 'check' : `check-${orders.stock}`
  const shop = await startLocalShop({ stock, devShopFlags, fresh: true, anyPorts: true, quiet: true })
  const facts = await AppFacts.open(shop.environment.DATABASE_URL ?? '')
  try {
    const summary = await walk(shop, facts)
    const lines = orders === null ? {} : { lines: await account(shop, facts) }
    const seconds = Math.round((performance.now() - begin) / 100) / 10
    process.stdout.write(`${JSON.stringify({ ...summary, seconds, ...lines })}\n`)
    return 0
  } catch (error) {
    process.stderr.write(`The loop does not close: ${error instanceof Error ? error.message : String(error)}\n`)
    if (orders !== null) process.stderr.write(`${JSON.stringify({ lines: lineSummary(shop.devShopState) })}\n`)
    return 1
  } finally {
    await facts.close()
    await shop.stop()
  }
}

async function walk(shop: LocalShop, facts: AppFacts) {
  const origin = shop.environment.DEV_SHOP_URL ?? ''
  const devShop = new DevShopClient(origin)
  const app = new AppClient(shop.appUrl, origin)
  const settle = async (): Promise<void> => {
    await devShop.flushWebhooks()
    await untilSettled(shop.environment.DATABASE_URL ?? '', HOUR)
  }

  await installApp(origin, shop.appUrl)
  await settle()
  const before = await devShop.status()
  demand(await facts.count('shop_order'), before.counts.orders, 'orders in the ledger')

  await expectImported(app, before.counts)

  const hero = await facts.hero('anna.berger@example.de')
  expectKnown(await openProfile(app, hero), hero)
  await steps.askQuestion(origin, hero)
  await settle()
  expectInterest(await openProfile(app, hero), hero)
  const questionsAnswered = await steps.answerQuestions(app)
  await settle()
  demand(questionsAnswered, 1, 'open questions')

  const segment = await steps.makeSegment(app, hero)
  const mailsBefore = (await devShop.mails()).total
  const campaign = await steps.releaseCampaign(app, hero, segment.id)
  await settle()
  const sent = await steps.campaignFigures(app, campaign)
  demand(sent.sent + sent.failed + sent.skipped + sent.unclear, sent.audience, 'recipients with an outcome')
  const mailsDelivered = (await devShop.mails()).total - mailsBefore
  demand(mailsDelivered, sent.sent, 'mails in the mailbox')

  const code = await steps.offeredCode(origin, hero)
  const mail = (await devShop.mails(hero.email)).newest
  if (mail?.text?.includes(code) !== true)
    throw new Error(`the mail to ${hero.email} does not contain the code that the shop shows her`)
  await steps.redeem(origin, hero, code)
  await settle()
  const gross = (await steps.campaignFigures(app, campaign)).netMinor
  await devShop.refundOnePiece()
  await settle()
  const result = await steps.campaignFigures(app, campaign)
  demand(result.redeemed, 1, 'redeeming orders')
  if (result.netMinor <= 0 || result.netMinor >= gross)
    throw new Error(`after a refund the campaign shows ${String(result.netMinor)} of ${String(gross)}`)
  expectRedeemed(await openProfile(app, hero))
  const unsettled = await facts.unsettledDeliveries()
  if (unsettled.length > 0) throw new Error(`webhooks without effect: ${unsettled.join('; ')}`)
  const { deprecations } = await devShop.status()
  if (deprecations.length > 0) throw new Error(`deprecated fields were used: ${JSON.stringify(deprecations)}`)

  return {
    customers: await facts.count('customer'),
    orders: await facts.count('shop_order'),
    webhooks: await facts.count('delivery'),
    segmentMembers: segment.members,
    codesIssued: result.codesIssued,
    mailsDelivered,
    questionsAnswered,
    redeemed: result.redeemed,
    attributedNet: Number(toDecimal({ minor: result.netMinor, currency: result.currency })),
    currency: result.currency,
  }
}

/** Every line of the order file is imported, a guest's, a return, or refused with a reason; and the ledger holds what was sold. */
async function account(shop: LocalShop, facts: AppFacts): Promise<LineSummary> {
  const summary = lineSummary(shop.devShopState)
  const refused = Object.values(summary.refused).reduce((sum, lines) => sum + lines, 0)
  demand(summary.imported + summary.guest + summary.returns + refused, summary.lines, 'lines accounted for')
  // The one line that the hero has bought since.
  demand((await facts.count('order_line')) - 1, summary.imported + summary.guest, 'order lines in the ledger')
  return summary
}

function demand(found: number, wanted: number, what: string): void {
  if (found !== wanted) throw new Error(`${what}: ${String(found)} instead of ${String(wanted)}`)
}
