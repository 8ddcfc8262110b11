import { Prisma } from '../platform/index.server.ts'
import { only, type Whose } from './history.server.ts'

/**
 * Everything that speaks about what these customers like, one row a thing, customer by customer and order by order, with
 * the fields of rowFields: the lines of their orders with what was kept of each (nothing of an order whose money was given
 * back in full), the questions, the days they looked at a product, and what was last said of a value and not taken back.
 */
export function preferenceRowsSql(whose: Whose): Prisma.Sql {
  const { shopId } = whose
  return Prisma.sql`
    with ${refundsSql(whose)}
    select o.customer_id, 'o' as source, o.id::text as ref, extract(epoch from o.processed_at)::bigint as at, l.product_id,
      l.variant_id,
      case when o.total_minor > 0 and r.minor >= o.total_minor then 0 else l.quantity - coalesce(b.pieces, 0) end as pieces,
      case when o.currency = s.currency
        then greatest(l.price_minor * l.quantity - l.discount_minor - coalesce(b.minor, 0), 0) else 0 end as minor,
      case when o.currency = s.currency then l.price_minor else 0 end as price,
      extract(isodow from o.processed_at at time zone s.time_zone)::int as weekday,
      extract(hour from o.processed_at at time zone s.time_zone)::int as hour,
      o.channel as one, o.locale as two, (cardinality(o.discount_codes) > 0)::int as coded
    from shop_order o
    join shop s on s.id = o.shop_id
    left join order_line l on l.shop_id = ${shopId} and l.order_id = o.id
    left join returned b on b.order_id = l.order_id and b.order_line_id = l.id
    left join refunded r on r.order_id = o.id
    where ${countedSql(whose)}
    union all
    select q.customer_id, 'q', null, extract(epoch from q.created_at)::bigint, q.product_id, null, 0, 0, 0, 0, 0,
      q.product_type, null, 0
    from service_request q where q.shop_id = ${shopId} ${only(whose, Prisma.sql`q.customer_id`)}
    union all
    select v.customer_id, 'v', null, extract(epoch from v.viewed_at)::bigint, v.product_id, null, 0, 0, 0, 0, 0, null, null, 0
    from product_view v where v.shop_id = ${shopId} ${only(whose, Prisma.sql`v.customer_id`)}
    union all
    (select distinct on (t.customer_id, t.kind, t.value) t.customer_id, 's', t.stance, extract(epoch from t.said_at)::bigint,
      null, null, 0, 0, 0, 0, 0, t.kind, t.value, 0
    from preference_statement t
    where t.shop_id = ${shopId} and t.undone_at is null ${only(whose, Prisma.sql`t.customer_id`)}
    order by t.customer_id, t.kind, t.value, t.said_at desc, t.id desc)
    order by 1, 2, 3`
}

/** What the shop's customers keep as a whole, by product, variant and price: lines, pieces and money. */
export function keptOfShopSql(whose: Whose): Prisma.Sql {
  return Prisma.sql`
    with ${refundsSql(whose)}
    select l.product_id, l.variant_id, case when o.currency = s.currency then l.price_minor else 0 end as price,
      count(*) as lines, sum(l.quantity - coalesce(b.pieces, 0)) as pieces,
      sum(case when o.currency = s.currency
        then greatest(l.price_minor * l.quantity - l.discount_minor - coalesce(b.minor, 0), 0) else 0 end) as minor
    from shop_order o
    join shop s on s.id = o.shop_id
    join order_line l on l.shop_id = o.shop_id and l.order_id = o.id
    left join returned b on b.order_id = l.order_id and b.order_line_id = l.id
    left join refunded r on r.order_id = o.id
    where ${countedSql(whose)} and l.quantity > coalesce(b.pieces, 0)
      and not (o.total_minor > 0 and coalesce(r.minor, 0) >= o.total_minor)
    group by 1, 2, 3`
}

/** How the shop's customers as a whole place their orders: how many of each day, hour, channel, language, with and without a code. */
export function mannersOfShopSql(whose: Whose): Prisma.Sql {
  return Prisma.sql`
    select extract(isodow from o.processed_at at time zone s.time_zone)::int as weekday,
      extract(hour from o.processed_at at time zone s.time_zone)::int as hour,
      o.channel as one, o.locale as two, (cardinality(o.discount_codes) > 0)::int as coded, count(*) as orders
    from shop_order o join shop s on s.id = o.shop_id
    where ${countedSql(whose)} group by 1, 2, 3, 4, 5`
}

// As historySql counts.
function countedSql(whose: Whose): Prisma.Sql {
  return Prisma.sql`
    o.shop_id = ${whose.shopId} and o.customer_id is not null ${only(whose, Prisma.sql`o.customer_id`)}
      and o.cancelled_at is null and o.deleted_at is null and not o.test`
}

function refundsSql(whose: Whose): Prisma.Sql {
  const among =
    whose.customerIds === 'everyone'
      ? Prisma.empty
      : Prisma.sql`and r.order_id in (select o.id from shop_order o where ${countedSql(whose)})`
  return Prisma.sql`
    refunded as (
      select r.order_id, sum(r.total_minor) as minor from refund r
      where r.shop_id = ${whose.shopId} ${among} group by r.order_id
    ),
    returned as (
      select r.order_id, r.order_line_id, sum(r.quantity)::int as pieces, sum(r.subtotal_minor) as minor from refund_line r
      where r.shop_id = ${whose.shopId} ${among} group by r.order_id, r.order_line_id
    )`
}
