import { openCampaigns } from '../../../app/campaigns/index.server.ts'
import { fromPayload } from '../../../app/kernel/index.ts'
import { openAdminApi, openDatabase, openMailer, shopFetch } from '../../../app/platform/index.server.ts'

/** A worker process of its own that a test can kill: runs one job of a campaign, with the parts given as JSON. */
const given = JSON.parse(process.argv[2] ?? '{}') as {
  step: 'prepare' | 'sendMails'
  databaseUrl: string
  origin: string
  domain: string
  accessToken: string
  smtpUrl: string
  links: { appUrl: string; secret: string }
  shopId: number
  campaignId: string
}
const db = openDatabase(given.databaseUrl, 5)
const mailer = openMailer(given.smtpUrl, 'Stammkunde <crm@handelblitz.example>')
const { domain, accessToken, origin, links } = given
const admin = openAdminApi({ domain, accessToken, fetch: shopFetch(origin) })
const adminFor = () => Promise.resolve(admin)
const campaigns = openCampaigns({ db, adminFor, mailer, links, storefrontUrl: () => origin, now: () => new Date() })
if (given.step === 'prepare') await campaigns.prepare(fromPayload('campaign-released', given))
else await campaigns.sendMails(fromPayload('campaign-mail-due', given))
mailer.close()
await db.$disconnect()
