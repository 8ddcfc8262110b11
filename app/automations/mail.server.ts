import { sendSingleMail } from '../campaigns/index.server.ts'
import type { OfferTarget } from '../campaigns/index.ts'
import { daysBefore, type CustomerId, type Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import type { MailStep } from './definition.ts'
import { fillOccasion, occasionUrl } from './mail-text.ts'
import type { AutomationParts } from './parts.server.ts'
import type { Afterwards, At } from './at-step.server.ts'
import { claimStep, passStep, sleep, type Outcome } from './run.server.ts'
import type { Subject } from './subject.ts'

/**
 * Hands one mail to the campaigns and waits for what becomes of it: claim, mail and code are committed together, so it
 * exists once or not at all.
 */
export async function mail(parts: AutomationParts, { tx, shop, run, step }: At<MailStep>): Promise<Afterwards> {
  const now = parts.now()
  const pass = async (outcome: Outcome): Promise<Afterwards> => {
    await passStep(tx, shop, run, outcome, now)
    return 'goes-on'
  }
  const { definition, subject, customerId } = run
  if (await wasMailed(tx, shop, customerId, definition.restDays, now))
    return pass({ outcome: 'skipped', detail: 'recently-mailed' })
  const about = targetOf(subject)
  const target = step.offer?.on === 'preferred' ? await preferred(tx, shop, customerId) : about
  if (step.offer !== null && target === null) return pass({ outcome: 'failed', detail: 'no-preference' })
  const occasion = { title: subject.title, url: occasionUrl(subject, parts.storefrontUrl(shop)) }
  const messages = {
    de: fillOccasion(step.messages.de, occasion),
    en: fillOccasion(step.messages.en, occasion),
  }
  const offer = step.offer === null || target === null ? null : { ...step.offer, target }
  const given = { automationId: run.automationId, name: run.name, customerId, messages, offer, about }
  const campaignId = await sendSingleMail(tx, shop, given, now)
  if (campaignId === null) return pass({ outcome: 'skipped', detail: 'no-address' })
  await claimStep(tx, shop, run, now, campaignId)
  await sleep(tx, shop, run, null)
  return 'waits'
}

/** Automations take turns for a person, so that two of them never both find that nobody has written. */
async function wasMailed(
  tx: Transaction,
  shop: Shop,
  customerId: CustomerId,
  days: number,
  now: Date,
): Promise<boolean> {
  if (days === 0) return false
  const turn = `automation mail ${String(shop.id)} ${String(customerId)}`
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${turn}, 0))`
  const [found] = await tx.$queryRaw<{ mailed: boolean }[]>`
    select exists (
      select from recipient r join campaign c on c.shop_id = r.shop_id and c.id = r.campaign_id
       where r.shop_id = ${shop.id} and r.customer_id = ${customerId} and c.automation_id is not null
         and r.status in ('frozen', 'coded', 'claimed', 'sent')
         and c.released_at > ${daysBefore(now, days)}) as mailed`
  return found?.mailed === true
}

function targetOf(subject: Subject): OfferTarget | null {
  if (!('type' in subject)) return null
  if (subject.kind === 'collection') return { kind: 'collection', value: subject.id, title: subject.title }
  return { kind: 'product_type', value: subject.type, title: subject.type }
}

async function preferred(tx: Transaction, shop: Shop, customerId: CustomerId): Promise<OfferTarget | null> {
  const profile = await tx.profile.findUnique({ where: { shopId_customerId: { shopId: shop.id, customerId } } })
  const type = profile?.preferredType ?? null
  return type === null ? null : { kind: 'product_type', value: type, title: type }
}
