import { readFileSync } from 'node:fs'
import { openAutomations } from './automations/index.server.ts'
import { openCampaigns, POSTMARK_HEADER } from './campaigns/index.server.ts'
import { openConsent, recordConsent } from './consent/index.server.ts'
import { openConversations } from './conversations/index.server.ts'
import { declaredWebhooks, openIntake } from './intake/index.server.ts'
import type { Shop } from './kernel/index.ts'
import { openNotes } from './notes/index.server.ts'
import {
  config,
  openDatabase,
  openLogger,
  openMailer,
  ShopAccessLost,
  wakeLockedOut,
  type Config,
  type Dkim,
  type Reactions,
} from './platform/index.server.ts'
import { openProfiles } from './profiles/index.server.ts'
import { openPrivacy } from './privacy/index.server.ts'
import { openSegments } from './segments/index.server.ts'
import { openShopify } from './shopify.server.ts'
import { openStorefront } from './storefront/index.server.ts'
import { timelineSources } from './timeline-sources.server.ts'

const settings = config()
const logger = openLogger(settings.LOG_LEVEL, 'stammkunde')
// A reaction may need two connections at once.
const db = openDatabase(settings.DATABASE_URL, 2 * settings.WORKER_CONCURRENCY + 4)
const mailer = openMailer(settings.SMTP_URL, settings.MAIL_FROM, {
  dkim: dkimOf(settings),
  // Postmark alone tells a mail by an id of its own; to the others this header means nothing.
  idHeader: /postmark/i.test(settings.SMTP_URL) ? POSTMARK_HEADER : undefined,
})
const now = () => new Date()

const shopify = openShopify({
  config: settings,
  db,
  logger,
  now,
  onInstalled: async (domain, admin) => wakeLockedOut(db, await intake.install(domain, admin)),
})
const { adminFor, fetchShop } = shopify
const storefrontUrl = (shop: Shop) => settings.DEV_SHOP_URL?.replace(/\/$/, '') ?? `https://${shop.domain}`
const links = { appUrl: settings.SHOPIFY_APP_URL, secret: settings.SHOPIFY_API_SECRET }

const privacy = openPrivacy({ db, now })
const honourPrivacy = privacy.honour
const intake = openIntake({
  db,
  adminFor,
  fetchShop,
  secret: settings.SHOPIFY_API_SECRET,
  webhookUrl: new URL('/webhooks', settings.SHOPIFY_APP_URL).href,
  declared: declaredWebhooks(),
  wantedScopes: settings.SCOPES,
  recordConsent,
  honourPrivacy,
  now,
  logger,
})
const conversations = openConversations({ db, mailer, now })
const consent = openConsent({ db, adminFor, links, now })
const notes = openNotes({ db, now })
const profiles = openProfiles({ db, now, timelineSources })
const segments = openSegments({ db, adminFor, now })
const { membership } = segments
const campaigns = openCampaigns({ db, adminFor, mailer, links, storefrontUrl, now, feedback: feedbackKeys(settings) })
const automations = openAutomations({ db, adminFor, storefrontUrl, now })
const storefront = openStorefront({ db, secret: settings.SHOPIFY_API_SECRET, now })

function dkimOf({ DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE }: Config): Dkim | undefined {
  if (DKIM_DOMAIN === undefined || DKIM_KEY_FILE === undefined) return undefined
  const privateKey = readFileSync(DKIM_KEY_FILE, 'utf8')
  return { domainName: DKIM_DOMAIN, keySelector: DKIM_SELECTOR, privateKey }
}

function feedbackKeys({ SES_TOPIC_ARN, MAILGUN_SIGNING_KEY, MAIL_REPORT_PASSWORD }: Config) {
  return {
    sesTopicArn: SES_TOPIC_ARN ?? null,
    mailgunSigningKey: MAILGUN_SIGNING_KEY ?? null,
    password: MAIL_REPORT_PASSWORD ?? null,
  }
}

/** The shop of a merchant's request. @throws Response where the session is missing or invalid, as Shopify's library wants it */
async function merchant(request: Request): Promise<Shop> {
  try {
    return await shopOfSession(request)
  } catch (error) {
    // The stored token was of an earlier installation. It is forgotten now, and the request's own word brings a new one.
    if (error instanceof ShopAccessLost) return shopOfSession(request)
    throw error
  }
}

async function shopOfSession(request: Request): Promise<Shop> {
  const { session } = await shopify.authenticate.admin(request)
  return (await intake.shopOf(session.shop)) ?? intake.install(session.shop, await adminFor(session.shop, 'person'))
}

/** Shopify's number of the person who looks, as the session's token says it. */
async function person(request: Request): Promise<string> {
  const { sessionToken } = await shopify.authenticate.admin(request)
  return sessionToken.sub
}

/** Every part, built once a process; routes call these and nothing deeper. */
export const pipeline = {
  shopify,
  merchant,
  person,
  intake,
  conversations,
  notes,
  consent,
  profiles,
  segments,
  campaigns,
  automations,
  storefront,
  privacy,
  settings,
  logger,
  db,
}

/** The story: what happens when something has happened, in the order it flows. */
export const reactions: Reactions = {
  'hour-began': inOrder(
    intake.scheduleReconciliations,
    profiles.scheduleAgeing,
    membership.scheduleDays,
    intake.emptyOldBodies,
    notes.purge,
    segments.schedulePushes,
    automations.hourBegan,
  ),
  'shop-installed': (fact) => intake.startImport(fact),
  'shop-uninstalled': (fact) => campaigns.hold(fact),
  'import-continues': (fact) => intake.continueImport(fact),
  'recent-history-imported': (fact) => profiles.refreshAll(fact).then(() => membership.evaluateSoon(fact, 'import')),
  'history-imported': inOrder(
    conversations.followEverybody,
    notes.followEverybody,
    profiles.followEverybody,
    profiles.refreshAll,
    profiles.predictSoon,
    (fact) => membership.evaluateSoon(fact, 'import'),
    consent.tellUntold,
    campaigns.resume,
    (fact) => intake.reconcileNow({ id: fact.shopId }),
  ),
  'reconciliation-due': (fact) => intake.reconcile(fact),
  'profiles-aged': inOrder(profiles.refreshAll, profiles.predictSoon),
  'predictions-due': (fact) => profiles.predictAll(fact).then(() => membership.evaluateSoon(fact, 'measures')),
  'rfm-borders-changed': (fact) => profiles.rescore(fact).then(() => membership.evaluateSoon(fact, 'borders')),
  'delivery-received': (fact) => intake.applyDelivery(fact),
  'collection-changed': inOrder(intake.listCollection, membership.followCatalogue, automations.collectionChanged),
  'collection-appeared': (fact) => automations.collectionAppeared(fact),
  'product-changed': inOrder(intake.followProduct, membership.followCatalogue, automations.productChanged),
  'product-appeared': (fact) => automations.productAppeared(fact),
  'discount-appeared': (fact) => automations.discountAppeared(fact),
  'customers-changed': inOrder(
    conversations.followPeople,
    profiles.followPeople,
    notes.followPeople,
    (fact) => profiles.refresh(fact).then((recomputed) => membership.follow(fact, recomputed)),
    automations.peopleChanged,
  ),
  'customers-merged': async (fact) => {
    await conversations.followMerge(fact)
    await notes.followMerge(fact)
    await consent.followMerge(fact)
    await profiles.followMerge(fact)
    const customerIds = [fact.customerId, fact.survivorId]
    const recomputed = await profiles.refresh({ ...fact, kind: 'customers-changed', customerIds })
    await campaigns.followMerge(fact)
    await membership.followMerge(fact, recomputed)
    await automations.followMerge(fact)
  },
  'question-asked': (fact) =>
    profiles.noteInterest(fact).then((recomputed) => membership.followQuestion(fact, recomputed)),
  'answer-written': inOrder(conversations.sendAnswer, membership.followAnswer, automations.answered),
  'consent-changed': inOrder(membership.followConsent, consent.writeBack),
  'segments-due': inOrder(membership.evaluate, automations.segmentsFound),
  'segment-changed': (fact) => membership.evaluateOne(fact),
  'campaign-planned': (fact) => campaigns.beginPlanned(fact),
  'segment-push-due': (fact) => segments.push(fact),
  'campaign-released': inOrder(campaigns.prepare, automations.followMail),
  'campaign-mail-due': inOrder(campaigns.sendMails, membership.followMails, automations.followMail),
  'automation-signalled': (fact) => automations.begin(fact),
  'automation-due': (fact) => automations.advance(fact),
}

/** One after the other; where one fails, the queue tells them all again, so each bears being told twice. */
function inOrder<F>(...steps: ((fact: F) => Promise<unknown>)[]): (fact: F) => Promise<void> {
  return async (fact) => {
    for (const step of steps) await step(fact)
  }
}
