import { readFileSync, writeFileSync } from 'node:fs'
import { openCampaigns } from '../../../app/campaigns/index.server.ts'
import type { CampaignId, ShopId } from '../../../app/kernel/index.ts'
import { openDatabase, openMailer, type Mail } from '../../../app/platform/index.server.ts'

/**
 * A process that sends and prints how long it took. `ours` mails a campaign and writes some of its finished mails into
 * `file`; `pool` sends those, over and over, by the same mailer and nothing else.
 */
const given = JSON.parse(process.argv[2] ?? '{}') as {
  as: 'ours' | 'pool'
  databaseUrl: string
  smtpUrl: string
  campaignId: string
  mails: number
  file: string
}
const KEPT = 500
const mailer = openMailer(given.smtpUrl, 'HandelBlitz <hallo@handelblitz.example>')
const begin = performance.now()
const cpu = process.cpuUsage()
await (given.as === 'ours' ? mailCampaign() : sendFinished())
const used = process.cpuUsage(cpu)
mailer.close()
const seconds = (performance.now() - begin) / 1000
const rssMiB = process.resourceUsage().maxRSS / 1024
process.stdout.write(`${JSON.stringify({ seconds, rssMiB, cpuSeconds: (used.user + used.system) / 1e6 })}\n`)

async function mailCampaign(): Promise<void> {
  const db = openDatabase(given.databaseUrl, 5)
  const finished: Mail[] = []
  const keeping = {
    ...mailer,
    send(mail: Mail) {
      if (finished.length < KEPT) finished.push(mail)
      return mailer.send(mail)
    },
  }
  const campaigns = openCampaigns({
    ...{ db, mailer: keeping, links: { appUrl: 'https://crm.example', secret: 'a secret of this bench' } },
    adminFor: () => Promise.reject(new Error('no Admin API here')),
    storefrontUrl: () => 'https://handelblitz.example',
    now: () => new Date(),
  })
  const shopId = 1 as ShopId
  const campaignId = given.campaignId as CampaignId
  for (let status = 'sending'; status === 'sending';) {
    await campaigns.sendMails({ kind: 'campaign-mail-due', shopId, campaignId })
    status = (await db.campaign.findFirstOrThrow({ where: { shopId, id: campaignId } })).status
  }
  writeFileSync(given.file, JSON.stringify(finished))
  await db.$disconnect()
}

async function sendFinished(): Promise<void> {
  const finished = JSON.parse(readFileSync(given.file, 'utf8')) as Mail[]
  let next = 0
  const sender = async () => {
    for (let place = next++; place < given.mails; place = next++) {
      const mail = finished[place % finished.length]
      if (mail !== undefined) await mailer.send(mail)
    }
  }
  await Promise.all(Array.from({ length: 8 }, sender))
}
