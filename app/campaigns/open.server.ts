import type { CampaignId, FactOf, Shop } from '../kernel/index.ts'
import type { AdminApi, Database, Mailer } from '../platform/index.server.ts'
import type { Campaign } from './campaign.ts'
import { deleteDraft, findCampaign, saveDraft } from './campaigns.server.ts'
import { checkRelease } from './check-release.server.ts'
import { readChoices } from './choices.server.ts'
import { followLink, noteOpening } from './engagement/engagement.server.ts'
import { readEngagement } from './engagement/read-engagement.server.ts'
import { receiveFeedback, type FeedbackKeys } from './feedback/receive.server.ts'
import { followMerge } from './follow-merge.server.ts'
import { hold, resume } from './hold.server.ts'
import { lookOver } from './look-over.server.ts'
import { listCampaigns, listDrafts } from './list.server.ts'
import { designView } from './message/design-view.server.ts'
import { saveDesign } from './message/design.server.ts'
import { prepare } from './prepare.server.ts'
import { preview } from './preview.server.ts'
import { listRecipients, type RecipientQuery } from './recipients.server.ts'
import { approve, beginPlanned, release } from './release.server.ts'
import { readRules, saveRules } from './rules.server.ts'
import { cancel, duplicate, pause, resumeSteered, withdraw } from './steer.server.ts'
import { dryRun } from './dry-run.server.ts'
import { readAttribution } from './attribution.server.ts'
import { readEffect } from './effect-of.server.ts'
import { readResult } from './result.server.ts'
import { sendTestMail } from './test-mail.server.ts'
import { sendMails } from './send.server.ts'

type Parts = {
  db: Database
  adminFor: (domain: string) => Promise<AdminApi>
  mailer: Mailer
  links: { appUrl: string; secret: string }
  /** Where shoppers find the shop, without a slash at the end. */
  storefrontUrl: (shop: Shop) => string
  now: () => Date
  /** How reports of mail providers are known to be theirs. */
  feedback?: FeedbackKeys
  fetchUrl?: typeof fetch
}

const ORDERS_SHOWN = 100
const DRAFTS_SHOWN = 10

/** Who gets what offer, by which words; and what it brought. */
export function openCampaigns({ db, adminFor, mailer, links, storefrontUrl, now, feedback, fetchUrl = fetch }: Parts) {
  const echoes = { db, secret: links.secret, now }
  const keys = feedback ?? { sesTopicArn: null, mailgunSigningKey: null, password: null }
  return {
    list: (shop: Shop) => listCampaigns(db, shop),
    drafts: (shop: Shop) => listDrafts(db, shop, DRAFTS_SHOWN),
    find: (shop: Shop, id: string) => findCampaign(db, shop, id),
    choices: (shop: Shop) => readChoices(db, shop, now()),
    save: (shop: Shop, given: { id: string | null; input: unknown }) => saveDraft(db, shop, given, now()),
    remove: (shop: Shop, id: string) => deleteDraft(db, shop, id),
    preview: (shop: Shop, input: unknown, seed = '') =>
      preview(db, shop, { input, seed, storefrontUrl: storefrontUrl(shop) }, now()),
    /** What would happen if the campaign were released now; nothing does. */
    dryRun: (shop: Shop, campaign: Campaign) => dryRun(db, shop, campaign, now()),
    /** The same, and the mails that some would get. */
    lookOver: (shop: Shop, campaign: Campaign) =>
      lookOver(db, shop, { campaign, storefrontUrl: storefrontUrl(shop) }, now()),
    /** The same, and the mails looked over as real people would get them. */
    check: (shop: Shop, campaign: Campaign) =>
      checkRelease(db, shop, { campaign, storefrontUrl: storefrontUrl(shop) }, now()),
    testMail: (shop: Shop, asked: unknown) =>
      sendTestMail({ db, mailer, storefrontUrl: storefrontUrl(shop) }, shop, asked, now()),
    release: (shop: Shop, who: { id: string; by: string }) => release(db, shop, who, now()),
    approve: (shop: Shop, who: { id: string; by: string }) => approve(db, shop, who, now()),
    withdraw: (shop: Shop, id: string) => withdraw(db, shop, id),
    pause: (shop: Shop, id: string) => pause(db, shop, id),
    goOn: (shop: Shop, id: string) => resumeSteered(db, shop, id),
    cancel: (shop: Shop, id: string) => cancel(db, shop, id, now()),
    duplicate: (shop: Shop, copy: { id: string; name: string }) => duplicate(db, shop, copy, now()),
    rules: {
      read: (shop: Shop) => readRules(db, shop),
      save: (shop: Shop, given: unknown) => saveRules(db, shop, given, now()),
    },
    result: (shop: Shop, id: CampaignId) => readResult(db, shop, id, now()),
    attribution: (shop: Shop, id: CampaignId) => readAttribution(db, shop, id, ORDERS_SHOWN),
    effect: (shop: Shop, campaign: Campaign) => readEffect(db, shop, campaign, now()),
    recipients: (shop: Shop, id: CampaignId, query: RecipientQuery) => listRecipients(db, shop, id, query, now()),
    engagement: (shop: Shop, id: CampaignId) => readEngagement(db, shop, id),
    followLink: (token: string, request: Request) => followLink(echoes, token, request),
    noteOpening: (token: string, request: Request) => noteOpening(echoes, token, request),
    receiveFeedback: (provider: string, request: Request) => receiveFeedback({ db, keys, fetchUrl }, provider, request),
    designView: (shop: Shop) => designView(db, shop, storefrontUrl(shop), now()),
    saveDesign: (shop: Shop, input: unknown) => saveDesign(db, shop, input),
    followMerge: (fact: FactOf<'customers-merged'>) => followMerge(db, fact),
    beginPlanned: (fact: FactOf<'campaign-planned'>) => beginPlanned(db, fact, now()),
    prepare: (fact: FactOf<'campaign-released'>) => prepare({ db, adminFor, now }, fact),
    hold: (fact: FactOf<'shop-uninstalled'>) => hold(db, fact),
    resume: (fact: FactOf<'history-imported'>) => resume(db, fact),
    sendMails: (fact: FactOf<'campaign-mail-due'>) => sendMails({ db, mailer, links, storefrontUrl, now }, fact),
  }
}
