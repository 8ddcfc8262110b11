import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { takeTurn } from './locks.server.ts'
import type { Recorded } from './recorded.ts'

type TagChange = { customerId: CustomerId; tags: string[]; present: boolean; toldAt: Date }

/** Records that tags were added to a customer or removed from him; of each tag, what was said last counts. */
export async function recordTags(tx: Transaction, shop: Pick<Shop, 'id'>, change: TagChange): Promise<Recorded> {
  const { customerId, present, toldAt } = change
  const tags = [...new Set(change.tags)]
  await takeTurn(tx, shop, { customers: [customerId] })
  const news = await tx.$queryRaw<{ tag: string }[]>`
    insert into customer_tag (shop_id, customer_id, tag, present, told_at)
    select ${shop.id}, ${customerId}, tag, ${present}, ${toldAt} from unnest(${tags}::text[]) as tag
     where not exists (select from customer where shop_id = ${shop.id} and id = ${customerId} and deleted_at is not null)
     order by tag
    on conflict (shop_id, customer_id, tag) do update set present = excluded.present, told_at = excluded.told_at
     where (customer_tag.told_at, customer_tag.present) < (excluded.told_at, excluded.present)
    returning tag`
  const said = news.map(({ tag }) => tag)
  const changed = await tx.$executeRaw`
    update customer set tags = array(
        select tag from unnest(tags) as tag where tag <> all(${said}::text[])
         union select tag from unnest(${said}::text[]) as tag where ${present}
         order by 1)
     where shop_id = ${shop.id} and id = ${customerId} and deleted_at is null
       and (tags_told_at is null or tags_told_at < ${toldAt})`
  return { applied: said.length, customerIds: changed > 0 && said.length > 0 ? [customerId] : [] }
}
