import type { CampaignId, FactOf, Shop } from '../kernel/index.ts'
import type { AdminApi, Database, Mailer } from '../platform/index.server.ts'
import { checkAudience } from './audience.server.ts'
import { deleteDraft, findCampaign, saveDraft } from './campaigns.server.ts'
import { checkRelease } from './check-release.server.ts'
import { readChoices } from './choices.server.ts'
import { followLink, noteOpening } from './engagement/engagement.server.ts'
import { readEngagement } from './engagement/read-engagement.server.ts'
import { receiveFeedback, type FeedbackKeys } from './feedback/receive.server.ts'
import { followMerge } from './follow-merge.server.ts'
import { hold, resume } from './hold.server.ts'
import { listCampaigns, listDrafts } from './list.server.ts'
import { designView } from './message/design-view.server.ts'
import { saveDesign } from './message/design.server.ts'
import { prepare } from './prepare.server.ts'
import { preview } from './preview.server.ts'
import { listRecipients, type RecipientQuery } from './recipients.server.ts'
import { release, retryPreparing } from './release.server.ts'
import { readRedemptions, readResult } from './result.server.ts'
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

const REDEMPTIONS_SHOWN = 100
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
    preview: (shop: Shop, input: unknown) => preview(db, shop, { input, storefrontUrl: storefrontUrl(shop) }, now()),
    audience: async (shop: Shop, id: string) =>
      checkAudience(db, shop, (await findCampaign(db, shop, id))?.segmentId ?? null, now()),
    check: async (shop: Shop, id: string) => {
      const given = { campaign: await findCampaign(db, shop, id), storefrontUrl: storefrontUrl(shop) }
      return checkRelease(db, shop, given, now())
    },
    testMail: (shop: Shop, asked: unknown) =>
      sendTestMail({ db, mailer, storefrontUrl: storefrontUrl(shop) }, shop, asked, now()),
    release: (shop: Shop, id: string) => release(db, shop, id, now()),
    retry: (shop: Shop, id: CampaignId) => retryPreparing(db, shop, id),
    result: (shop: Shop, id: CampaignId) => readResult(db, shop, id, now()),
    redemptions: (shop: Shop, id: CampaignId) => readRedemptions(db, shop, id, REDEMPTIONS_SHOWN),
    recipients: (shop: Shop, id: CampaignId, query: RecipientQuery) => listRecipients(db, shop, id, query, now()),
    engagement: (shop: Shop, id: CampaignId) => readEngagement(db, shop, id),
    followLink: (token: string, request: Request) => followLink(echoes, token, request),
    noteOpening: (token: string, request: Request) => noteOpening(echoes, token, request),
    receiveFeedback: (provider: string, request: Request) => receiveFeedback({ db, keys, fetchUrl }, provider, request),
    designView: (shop: Shop) => designView(db, shop, storefrontUrl(shop), now()),
    saveDesign: (shop: Shop, input: unknown) => saveDesign(db, shop, input),
    followMerge: (fact: FactOf<'customers-merged'>) => followMerge(db, fact),
    prepare: (fact: FactOf<'campaign-released'>) => prepare({ db, adminFor, now }, fact),
    hold: (fact: FactOf<'shop-uninstalled'>) => hold(db, fact),
    resume: (fact: FactOf<'history-imported'>) => resume(db, fact),
    sendMails: (fact: FactOf<'campaign-mail-due'>) => sendMails({ db, mailer, links, storefrontUrl, now }, fact),
  }
}
