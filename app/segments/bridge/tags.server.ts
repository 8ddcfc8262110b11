import { toGid, type CustomerId, type Shop } from '../../kernel/index.ts'
import { Prisma, type AdminApi, type Database } from '../../platform/index.server.ts'

export type TagChange = { customerId: CustomerId; add: boolean }

/**
 * Whose tag differs from who belongs to the segment. A guest has no customer at Shopify who could carry one.
 * @param members a query of one column, customer_id; null for nobody
 */
export function tagsToChange(
  db: Database,
  shop: Shop,
  segmentId: string,
  members: Prisma.Sql | null,
): Promise<TagChange[]> {
  const now = members ?? Prisma.sql`select null::bigint as customer_id where false`
  return db.$queryRaw<TagChange[]>`
    select coalesce(member.customer_id, pushed.customer_id) as "customerId", pushed.customer_id is null as add
      from (select customer_id from (${now}) found where customer_id > 0) member
      full join (select customer_id from pushed_member where shop_id = ${shop.id} and segment_id = ${segmentId}::uuid) pushed
        on pushed.customer_id = member.customer_id
     where member.customer_id is null or pushed.customer_id is null
     order by 1`
}

// Ten points each: a request stays well below what Shopify allows one, and leaves room for others.
const AT_ONCE = 25

/** Adds and removes the tag, some customers a request, and remembers each request. @returns what Shopify refused first */
export async function changeTags(
  { db, admin }: { db: Database; admin: AdminApi },
  { shop, segmentId, tag, changes }: { shop: Shop; segmentId: string; tag: string; changes: TagChange[] },
): Promise<string | null> {
  let problem: string | null = null
  for (let start = 0; start < changes.length; start += AT_ONCE) {
    const some = changes.slice(start, start + AT_ONCE)
    const refused = await tell(admin, tag, some)
    problem ??= [...refused.values()][0] ?? null
    await remember(db, shop, segmentId, some, refused)
  }
  return problem
}

type Answer = Record<string, { userErrors: { message: string }[] }>

/** @returns why Shopify refused, by customer; one whom it does not know any more needs no tag taken away */
async function tell(admin: AdminApi, tag: string, some: TagChange[]): Promise<Map<CustomerId, string>> {
  const parts = some.map(({ customerId, add }, place) => {
    const id = toGid('Customer', customerId)
    return `t${String(place)}: ${add ? 'tagsAdd' : 'tagsRemove'}(id: "${id}", tags: [$tag]) { userErrors { message } }`
  })
  const answer = await admin.run<Answer>(`mutation TagMembers($tag: String!) { ${parts.join('\n')} }`, { tag })
  return new Map(
    some.flatMap(({ customerId, add }, place) => {
      const message = answer[`t${String(place)}`]?.userErrors[0]?.message
      return message === undefined || !add ? [] : [[customerId, message] as const]
    }),
  )
}

async function remember(
  db: Database,
  { id: shopId }: Shop,
  segmentId: string,
  some: TagChange[],
  refused: ReadonlyMap<CustomerId, string>,
): Promise<void> {
  const added = some.filter(({ customerId, add }) => add && !refused.has(customerId))
  const removed = some.filter(({ add }) => !add).map(({ customerId }) => customerId)
  await db.$transaction([
    db.pushedMember.createMany({
      data: added.map(({ customerId }) => ({ shopId, segmentId, customerId })),
      skipDuplicates: true,
    }),
    db.pushedMember.deleteMany({ where: { shopId, segmentId, customerId: { in: removed } } }),
    db.segmentPush.updateMany({ where: { shopId, segmentId }, data: { done: { increment: some.length } } }),
  ])
}
