import {
  formatMoney,
  type CustomerId,
  type Language,
  type ProductId,
  type Shop,
  daysBefore,
} from '../../kernel/index.ts'
import { Prisma, type Queryable } from '../../platform/index.server.ts'
import type { ProductPick } from '../variables.ts'
import { sellableSql } from './sellable.server.ts'

/** A product chosen for somebody, in the order in which it is shown. */
export type ChosenProduct = {
  customerId: CustomerId
  productId: ProductId
  title: string
  handle: string
  imageUrl: string | null
  /** The cheapest variant's, in minor units of the shop's currency; `several` where others cost more. */
  priceMinor: bigint
  several: boolean
}

/** What the shop sells most, of each product type, so far down that everybody finds something of theirs. */
export type Shelf = { product_id: string; product_type: string; place: number; overall: number }[]

const OF_EACH_TYPE = 12
const BEST_SELLERS = 24
const RECENT_DAYS = 180
const RETURNED_DAYS = 365
const MOST = 3

/** Reads what can be bought now, best sellers first; to be read again before long, as stock runs out. */
export async function readShelf(db: Queryable, shop: Pick<Shop, 'id'>, now: Date): Promise<Shelf> {
  return db.$queryRaw<Shelf>`
    with sold as (
      select line.product_id, sum(line.quantity) as pieces
        from shop_order o join order_line line on line.shop_id = o.shop_id and line.order_id = o.id
       where o.shop_id = ${shop.id} and o.processed_at > ${daysBefore(now, RECENT_DAYS)} and not o.test
         and o.cancelled_at is null and o.deleted_at is null
       group by line.product_id
    ), ranked as (
      select p.id::text as product_id, p.product_type,
             (row_number() over (partition by p.product_type order by coalesce(pieces, 0) desc, p.id desc))::int as place,
             (row_number() over (order by coalesce(pieces, 0) desc, p.id desc))::int as overall
        from product p left join sold on sold.product_id = p.id
       where p.shop_id = ${shop.id} and ${sellableSql(Prisma.sql`p`)}
    )
    select * from ranked where place <= ${OF_EACH_TYPE} or overall <= ${BEST_SELLERS}`
}

/**
 * Up to three products for each of many customers, by one statement: what people who bought the same bought next, then the
 * best of the types they like, then what sells best. Never what is sold out, what they sent back within a year, or what
 * they own, unless the shop's customers buy that type again and it is time.
 */
export async function choosePicks(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  { customerIds, shelf }: { customerIds: CustomerId[]; shelf: Shelf },
  now: Date,
): Promise<Map<CustomerId, ChosenProduct[]>> {
  const rows = await db.$queryRaw<ChosenProduct[]>`
    with person as (
      select id from unnest(${customerIds.map(String)}::text[]::bigint[]) as person (id)
    ), shelf as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(shelf)}::jsonb)
        as shelf (product_id bigint, product_type text, place int, overall int)
    ), owned as materialized (
      select o.customer_id, line.product_id, max(o.processed_at) as bought_at
        from person
        join shop_order o on o.shop_id = ${shop.id} and o.customer_id = person.id
        join order_line line on line.shop_id = o.shop_id and line.order_id = o.id and line.product_id is not null
       where not o.test and o.cancelled_at is null and o.deleted_at is null
       group by 1, 2
    ), returned as materialized (
      select distinct o.customer_id, line.product_id
        from person
        join shop_order o on o.shop_id = ${shop.id} and o.customer_id = person.id
        join refund r on r.shop_id = o.shop_id and r.order_id = o.id and r.created_at > ${daysBefore(now, RETURNED_DAYS)}
        join refund_line back on back.shop_id = r.shop_id and back.order_id = r.order_id and back.refund_id = r.id
        join order_line line on line.shop_id = o.shop_id and line.order_id = o.id and line.id = back.order_line_id
    ), liked as materialized (
      select customer_id, liking ->> 0 as product_type, rank
        from person join preference on preference.shop_id = ${shop.id} and customer_id = person.id
        cross join lateral json_array_elements(evidence #> '{product_type,top}') with ordinality l (liking, rank)
       where not tokens @> array['dislikes:product_type:' || (liking ->> 0)]
    ), candidate as (
      select owned.customer_id, next.next_product_id as product_id,
             3.0 * next.people / sum(next.people) over (partition by owned.customer_id, owned.product_id) as score
        from owned join bought_next next on next.shop_id = ${shop.id} and next.product_id = owned.product_id
      union all
      select liked.customer_id, shelf.product_id, 1.0 / liked.rank + 0.5 / shelf.place
        from liked join shelf using (product_type) where liked.rank <= 5 and shelf.place <= ${OF_EACH_TYPE}
      union all
      select person.id, shelf.product_id, 0.1 / shelf.overall from person cross join shelf where shelf.overall <= ${BEST_SELLERS}
    ), scored as (
      select customer_id, product_id, sum(score) as score from candidate group by 1, 2
    ), buyable as materialized ( -- the shelf may be half a minute old
      select p.id, p.title, p.handle, p.image_url, p.product_type, again.quarter_days
        from (select distinct product_id from scored) asked
        join product p on p.shop_id = ${shop.id} and p.id = asked.product_id
        left join replenishment again on again.shop_id = ${shop.id} and again.product_type = p.product_type
       where ${sellableSql(Prisma.sql`p`)}
    ), allowed as (
      select scored.*, p.title, p.handle, p.image_url,
             row_number() over (partition by scored.customer_id order by score desc, scored.product_id desc) as place
        from scored
        join buyable p on p.id = scored.product_id
        left join owned on owned.customer_id = scored.customer_id and owned.product_id = scored.product_id
       where (owned.product_id is null or owned.bought_at < ${now}::timestamptz - make_interval(days => p.quarter_days))
         and not exists (
           select 1 from returned
            where returned.customer_id = scored.customer_id and returned.product_id = scored.product_id)
    )
    select customer_id as "customerId", allowed.product_id as "productId", title, handle, image_url as "imageUrl",
           price.least as "priceMinor", price.least < price.most as several
      from allowed
      cross join lateral (
        select min(price_minor) as least, max(price_minor) as most from variant
         where shop_id = ${shop.id} and product_id = allowed.product_id) price
     where place <= ${MOST} and price.least is not null
     order by customer_id, place`
  const chosen = new Map<CustomerId, ChosenProduct[]>()
  for (const row of rows) chosen.set(row.customerId, [...(chosen.get(row.customerId) ?? []), row])
  return chosen
}

/** What a mail says of a chosen product. */
export function pickOf(
  { title, handle, imageUrl, priceMinor, several }: Omit<ChosenProduct, 'customerId' | 'productId'>,
  { currency, storefrontUrl, language }: { currency: string; storefrontUrl: string; language: Language },
): ProductPick {
  const price = formatMoney({ minor: Number(priceMinor), currency }, language)
  const from = language === 'de' ? 'ab' : 'from'
  const url = `${storefrontUrl}/products/${encodeURIComponent(handle)}`
  return { title, price: several ? `${from} ${price}` : price, url, image: imageUrl ?? '' }
}
