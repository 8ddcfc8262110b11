import { survivorOf } from '../../ledger/index.server.ts'
import { Prisma, type Database } from '../../platform/index.server.ts'
import { readLink, type MailLink } from './link-token.server.ts'
import { tracksSql } from './tracks.server.ts'
import { visitorOf } from './visitor.ts'

type Parts = { db: Database; secret: string; now: () => Date }

/**
 * Follows a link of a mail: where it leads, and that it was followed, by whom as far as can be told, where that may be
 * recorded. null for a token that is not ours.
 */
export async function followLink(parts: Parts, token: string, request: Request): Promise<{ target: string } | null> {
  const link = readLink(parts.secret, token)
  if (link?.target == null) return null
  await record(parts, link, request)
  return { target: link.target }
}

/** Notes that a mail was opened, where that may be recorded; false for a token that is not ours. */
export async function noteOpening(parts: Parts, token: string, request: Request): Promise<boolean> {
  const link = readLink(parts.secret, token)
  if (link?.target !== null) return false
  await record(parts, link, request)
  return true
}

async function record({ db, now }: Parts, link: MailLink, request: Request): Promise<void> {
  const { shopId, campaignId, target } = link
  const customerId = await survivorOf(db, { id: shopId }, link.customerId)
  const mailed = await db.recipient.findUnique({
    where: { shopId_campaignId_customerId: { shopId, campaignId, customerId } },
    select: { sentAt: true },
  })
  if (mailed === null) return
  const at = now()
  const userAgent = (request.headers.get('user-agent') ?? '').slice(0, 500)
  const by = visitorOf({ userAgent, method: request.method, sentAt: mailed.sentAt }, at)
  const allowed = tracksSql({ shopId: Prisma.sql`${shopId}::int`, customerId: Prisma.sql`${customerId}::bigint` })
  await db.$executeRaw`
    insert into mail_engagement (shop_id, campaign_id, customer_id, id, kind, by, at, target, user_agent)
    select ${shopId}, ${campaignId}::uuid, ${customerId}, ${crypto.randomUUID()}::uuid,
           ${target === null ? 'opened' : 'clicked'}, ${by}, ${at}, ${target}, ${userAgent}
     where ${allowed}`
}
