import { Prisma } from '../platform/index.server.ts'
import { only, type Whose } from './history.server.ts'

/**
 * Everything that speaks about what these customers bought and like, one row a thing, customer by customer and order by
 * order, with the fields of rowFields: the lines of their orders with what was kept of each (nothing of an order whose money
 * was given back in full) and what was paid for the order, the questions, the days they looked at a product, and what was last said of a value and not taken back.
 * "offset 0" looks the lines up order by order: a portion must not read the lines of the whole shop.
 */
export function customerRowsSql(whose: Whose): Prisma.Sql {
  const { shopId } = whose
  return Prisma.sql`
    with o as materialized (
      select o.customer_id, o.id, o.processed_at, o.channel, o.locale, o.discount_codes, o.currency, o.total_minor
      from shop_order o where ${countedSql(whose)}
    ),
    ${refundsSql(whose, Prisma.sql`and r.order_id in (select id from o)`)},
    counted as materialized (
      select o.customer_id, o.id, ${millisecondsSql(Prisma.sql`o.processed_at`)} as at, ${wallSql} as wall, o.channel, o.locale,
        (cardinality(o.discount_codes) > 0)::int as coded, o.currency = s.currency as is_money,
        case when o.currency = s.currency then o.total_minor - coalesce(r.minor, 0) else 0 end as paid,
        coalesce(o.total_minor > 0 and r.minor >= o.total_minor, false) as is_given_back
      from o
      join shop s on s.id = ${shopId}
      left join refunded r on r.order_id = o.id
    )
    select o.customer_id, 0 as source, o.id as order_id, o.at, l.product_id, l.variant_id,
      case when o.is_given_back then 0 else l.quantity - coalesce(b.pieces, 0) end as pieces,
      case when o.is_money
        then greatest(l.price_minor * l.quantity - l.discount_minor - coalesce(b.minor, 0), 0) else 0 end as minor,
      case when o.is_money then l.price_minor else 0 end as price,
      o.wall, o.channel as one, o.locale as two, o.coded as flag, o.paid
    from counted o
    left join lateral (
      select * from order_line where shop_id = ${shopId} and order_id = o.id offset 0
    ) l on true
    left join returned b on b.order_id = l.order_id and b.order_line_id = l.id
    union all
    select q.customer_id, 1, null, ${millisecondsSql(Prisma.sql`q.created_at`)}, q.product_id, null, 0, 0, 0, 0,
      q.product_type, null, 0, 0
    from service_request q where q.shop_id = ${shopId} ${only(whose, Prisma.sql`q.customer_id`)}
    union all
    select v.customer_id, 2, null, ${millisecondsSql(Prisma.sql`v.viewed_at`)}, v.product_id, null, 0, 0, 0, 0, null, null, 0, 0
    from product_view v where v.shop_id = ${shopId} ${only(whose, Prisma.sql`v.customer_id`)}
    union all
    (select distinct on (t.customer_id, t.kind, lower(t.value)) t.customer_id, 3, null, ${millisecondsSql(Prisma.sql`t.said_at`)},
      null, null, 0, 0, 0, 0, t.kind, t.value, case t.stance when 'likes' then 1 else -1 end, 0
    from preference_statement t
    where t.shop_id = ${shopId} and t.undone_at is null ${only(whose, Prisma.sql`t.customer_id`)}
    order by t.customer_id, t.kind, lower(t.value), t.said_at desc, t.id desc)
    order by 1, 2, 3`
}

/**
 * What the shop's customers keep as a whole, by product, variant and price: lines, pieces and money. Of every so many
 * orders one is looked at.
 */
export function keptOfShopSql(whose: Whose, oneOf: number): Prisma.Sql {
  return Prisma.sql`
    with ${refundsSql(whose, Prisma.empty)}
    select l.product_id, l.variant_id, case when o.currency = s.currency then l.price_minor else 0 end as price,
      count(*) as lines, sum(l.quantity - coalesce(b.pieces, 0)) as pieces,
      sum(case when o.currency = s.currency
        then greatest(l.price_minor * l.quantity - l.discount_minor - coalesce(b.minor, 0), 0) else 0 end)::bigint as minor
    from shop_order o
    join shop s on s.id = o.shop_id
    join order_line l on l.shop_id = ${whose.shopId} and l.order_id = o.id
    left join returned b on b.order_id = l.order_id and b.order_line_id = l.id
    left join refunded r on r.order_id = o.id
    where ${countedSql(whose)} ${sampleSql(oneOf)} and l.quantity > coalesce(b.pieces, 0)
      and not (o.total_minor > 0 and coalesce(r.minor, 0) >= o.total_minor)
    group by 1, 2, 3`
}

/** How the shop's customers as a whole place their orders: how many of each hour of the week, channel, language, with and without a code. */
export function mannersOfShopSql(whose: Whose, oneOf: number): Prisma.Sql {
  return Prisma.sql`
    select ${wallSql} / 3600 % (7 * 24) * 3600 as wall, o.channel, o.locale, (cardinality(o.discount_codes) > 0)::int as coded,
      count(*) as orders
    from shop_order o join shop s on s.id = o.shop_id
    where ${countedSql(whose)} ${sampleSql(oneOf)} group by 1, 2, 3, 4`
}

// By a hash, so that tomorrow the same orders are looked at: the habits of a night with few orders stay as they were.
function sampleSql(oneOf: number): Prisma.Sql {
  return oneOf === 1 ? Prisma.empty : Prisma.sql`and hashint8(o.id) & 1023 < ${Math.ceil(1024 / oneOf)}`
}

// As historySql counts.
function countedSql(whose: Whose): Prisma.Sql {
  return Prisma.sql`
    o.shop_id = ${whose.shopId} and o.customer_id is not null ${only(whose, Prisma.sql`o.customer_id`)}
      and o.cancelled_at is null and o.deleted_at is null and not o.test`
}

function millisecondsSql(moment: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(date_part('epoch', ${moment}) * 1000)::bigint`
}

const wallSql = Prisma.sql`date_part('epoch', o.processed_at at time zone s.time_zone)::bigint`

function refundsSql(whose: Whose, among: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    refunded as (
      select r.order_id, sum(r.total_minor)::bigint as minor from refund r
      where r.shop_id = ${whose.shopId} ${among} group by r.order_id
    ),
    returned as (
      select r.order_id, r.order_line_id, sum(r.quantity)::int as pieces, sum(r.subtotal_minor)::bigint as minor
      from refund_line r
      where r.shop_id = ${whose.shopId} ${among} group by r.order_id, r.order_line_id
    )`
}
