import { openAutomations } from '../../../app/automations/index.server.ts'
import { openCampaigns } from '../../../app/campaigns/index.server.ts'
import {
  openAdminApi,
  openDatabase,
  openLogger,
  openMailer,
  shopFetch,
  startWorking,
  type Reactions,
} from '../../../app/platform/index.server.ts'

/** A worker process of its own that a test can kill: what automations and campaigns react to, on the real queue. */
const given = JSON.parse(process.argv[2] ?? '{}') as {
  databaseUrl: string
  origin: string
  domain: string
  accessToken: string
  smtpUrl: string
  links: { appUrl: string; secret: string }
}
const { domain, accessToken, origin, links, databaseUrl } = given
const db = openDatabase(databaseUrl, 8)
const mailer = openMailer(given.smtpUrl, 'Stammkunde <crm@handelblitz.example>')
const adminFor = () => Promise.resolve(openAdminApi({ domain, accessToken, fetch: shopFetch(origin) }))
const parts = { db, adminFor, storefrontUrl: () => origin, now: () => new Date() }
const campaigns = openCampaigns({ ...parts, mailer, links })
const automations = openAutomations(parts)
const reactions: Partial<Reactions> = {
  'collection-appeared': (fact) => automations.collectionAppeared(fact),
  'campaign-released': (fact) => campaigns.prepare(fact).then(() => automations.followMail(fact)),
  'campaign-mail-due': (fact) => campaigns.sendMails(fact).then(() => automations.followMail(fact)),
  'automation-signalled': (fact) => automations.begin(fact),
  'automation-due': (fact) => automations.advance(fact),
}
await startWorking(databaseUrl, reactions as Reactions, { concurrency: 4, logger: openLogger('silent', 'test') })
