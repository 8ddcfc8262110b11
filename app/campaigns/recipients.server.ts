import { parseId, type CampaignId, type CustomerId, type Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import type { Fate, RecipientView } from './fate.ts'
import { redemptionsSql } from './redemption.server.ts'
import { fateSql } from './result.server.ts'

/** One person of the frozen audience and what became of their mail. */
export type RecipientLine = {
  customerId: string
  name: string
  email: string | null
  fate: Fate
  /** A skip reason, `expired`, or what the mail server said. */
  reason: string | null
  code: string | null
  sentAt: string | null
  /** The code was used in an order that counts. */
  redeemed: boolean
}
export type RecipientPage = { lines: RecipientLine[]; next: string | null }
export type RecipientQuery = { view: RecipientView | null; after: string | null }

const PAGE = 50

type Row = Omit<RecipientLine, 'customerId' | 'sentAt'> & { customerId: bigint; sentAt: Date | null }

/** A page of the audience by customer id; `after` is where the page before ended. */
export async function listRecipients(
  db: Queryable,
  shop: Shop,
  id: CampaignId,
  query: RecipientQuery,
  now: Date,
): Promise<RecipientPage> {
  const after = parseId<CustomerId>(query.after)
  const rows = await db.$queryRaw<Row[]>`
    select * from (
      select r.customer_id as "customerId", coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), r.email, '') as name,
             r.email, ${fateSql(now)} as fate, reason, code, sent_at as "sentAt",
             r.code in (select code from (${redemptionsSql(shop, [id])}) redemption) is true as redeemed
        from recipient r
        left join customer c on c.shop_id = r.shop_id and c.id = r.customer_id
       where r.shop_id = ${shop.id} and r.campaign_id = ${id}::uuid
         ${after === null ? Prisma.empty : Prisma.sql`and r.customer_id < ${after}`}
    ) line
     ${viewSql(query.view)}
     order by "customerId" desc limit ${PAGE + 1}`
  const lines = rows.slice(0, PAGE).map((row) => ({
    ...row,
    customerId: String(row.customerId),
    sentAt: row.sentAt?.toISOString() ?? null,
  }))
  return { lines, next: rows.length > PAGE ? (lines.at(-1)?.customerId ?? null) : null }
}

function viewSql(view: RecipientView | null): Prisma.Sql {
  if (view === null) return Prisma.empty
  return view === 'redeemed' ? Prisma.sql`where redeemed` : Prisma.sql`where fate = ${view}`
}
