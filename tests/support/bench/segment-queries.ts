/** A query, and the best SQL that we know by hand for the same question of shop 1 in Berlin time on 24 November 2026. */
export type Contest = { name: string; query: string; byHand: string }

const counting = `o.shop_id = 1 and o.cancelled_at is null and o.deleted_at is null and not o.test`
const mayEmail = `
  select c.id as customer_id from customer c
    join (select customer_id from consent_event where shop_id = 1 and channel = 'email' group by customer_id
          having max(occurred_at) filter (where state = 'subscribed')
               > coalesce(max(occurred_at) filter (where state <> 'subscribed'), '-infinity')) granted on granted.customer_id = c.id
   where c.shop_id = 1 and coalesce(c.email, '') like '%_@_%'
     and not exists (select from suppression s where s.shop_id = 1 and s.email = c.address)`

export const contests: Contest[] = [
  {
    name: 'one number',
    query: 'amount_spent >= 300',
    byHand: `select count(*) from profile where shop_id = 1 and spent_minor >= 30000`,
  },
  {
    name: 'one date',
    query: 'last_order_date < -180d',
    byHand: `select count(*) from profile where shop_id = 1 and last_order_at < '2026-05-27 22:00+00'`,
  },
  {
    name: 'a tag',
    query: "customer_tags CONTAINS 'vip'",
    byHand: `select count(*) from profile p join customer c on c.shop_id = 1 and c.id = p.customer_id
      where p.shop_id = 1 and lower_tags(c.tags) @> array['vip']`,
  },
  {
    name: 'products of a type',
    query: "products_purchased MATCHES (product_type = 'Ringe', date >= -90d)",
    byHand: `select count(*) from profile p where p.shop_id = 1 and p.customer_id in (
      select o.customer_id from shop_order o join order_line l on l.shop_id = 1 and l.order_id = o.id
        join product pr on pr.shop_id = 1 and pr.id = l.product_id and pr.product_type = 'Ringe'
       where ${counting} and o.processed_at >= '2026-08-25 22:00+00')`,
  },
  {
    name: 'loves rings, never bought one, may be mailed',
    query:
      "preferred_product_type = 'Ringe' AND products_purchased NOT MATCHES (product_type = 'Ringe') AND may_email = true",
    byHand: `select count(*) from profile p join (${mayEmail}) reachable on reachable.customer_id = p.customer_id
      where p.shop_id = 1 and p.preferred_type = 'Ringe' and not exists (
        select from shop_order o join order_line l on l.shop_id = 1 and l.order_id = o.id
          join product pr on pr.shop_id = 1 and pr.id = l.product_id and pr.product_type = 'Ringe'
         where ${counting} and o.customer_id = p.customer_id)`,
  },
  {
    name: 'a sum over a year',
    query: 'orders_placed MATCHES (sum_amount > 150, count >= 2, date >= -1y)',
    byHand: `select count(*) from profile p join (
        select customer_id from shop_order o where ${counting} and o.processed_at >= '2025-11-23 23:00+00'
         group by customer_id having sum(total_minor) filter (where currency = 'EUR') > 15000 and count(*) >= 2) rich
      on rich.customer_id = p.customer_id where p.shop_id = 1`,
  },
  {
    name: 'alternatives',
    query:
      "(rfm_group IN ('AT_RISK', 'DORMANT') OR service_requests MATCHES (status = 'OPEN')) AND amount_spent >= 100",
    byHand: `select count(*) from profile p
      left join (select distinct customer_id from service_request where shop_id = 1 and status = 'open') open
        on open.customer_id = p.customer_id
      where p.shop_id = 1 and p.spent_minor >= 10000
        and (p.rfm_group in ('AT_RISK', 'DORMANT') or open.customer_id is not null)`,
  },
  {
    name: 'discount hunters',
    query: 'discount_share >= 0.8 AND number_of_orders >= 2',
    byHand: `select count(*) from profile p join (
        select customer_id from shop_order o where ${counting} and customer_id is not null
         group by customer_id having avg((discount_minor > 0)::int) >= 0.8) hunter on hunter.customer_id = p.customer_id
      where p.shop_id = 1 and p.orders >= 2`,
  },
  {
    name: 'person and permission',
    query:
      "customer_countries CONTAINS 'DE' AND customer_language != 'fr' AND email_subscription_status = 'SUBSCRIBED' AND number_of_orders >= 1",
    byHand: `select count(*) from profile p
      join customer c on c.shop_id = 1 and c.id = p.customer_id and c.country_code = 'DE' and c.locale is distinct from 'fr'
      join (select customer_id from consent_event where shop_id = 1 and channel = 'email' group by customer_id
            having max(occurred_at) filter (where state = 'subscribed')
                 > coalesce(max(occurred_at) filter (where state <> 'subscribed'), '-infinity')) said
        on said.customer_id = p.customer_id
      where p.shop_id = 1 and p.orders >= 1`,
  },
  {
    name: 'ten clauses',
    query:
      "amount_spent BETWEEN 50 AND 900 AND number_of_orders >= 2 AND last_order_date >= -2y AND rfm_group != 'CHAMPIONS'" +
      " AND customer_countries CONTAINS 'DE' AND customer_tags NOT CONTAINS 'wholesale' AND may_email = true" +
      " AND products_purchased MATCHES (product_type IN ('Ringe', 'Ohrringe'), quantity >= 2)" +
      " AND service_requests NOT MATCHES (date >= -30d) AND campaign_received NOT MATCHES (campaign = 'Campaign 1')",
    byHand: `select count(*) from profile p
      join customer c on c.shop_id = 1 and c.id = p.customer_id and c.country_code = 'DE'
      join (${mayEmail}) reachable on reachable.customer_id = p.customer_id
      where p.shop_id = 1 and p.spent_minor between 5000 and 90000 and p.orders >= 2
        and p.last_order_at >= '2024-11-23 23:00+00' and p.rfm_group is distinct from 'CHAMPIONS'
        and not lower_tags(c.tags) @> array['wholesale']
        and exists (select from shop_order o join order_line l on l.shop_id = 1 and l.order_id = o.id and l.quantity >= 2
          join product pr on pr.shop_id = 1 and pr.id = l.product_id and pr.product_type in ('Ringe', 'Ohrringe')
          where ${counting} and o.customer_id = p.customer_id)
        and not exists (select from service_request s where s.shop_id = 1 and s.customer_id = p.customer_id
          and s.created_at >= '2026-10-24 22:00+00')
        and not exists (select from recipient r join campaign k on k.shop_id = 1 and k.id = r.campaign_id
          where r.shop_id = 1 and r.customer_id = p.customer_id and r.status = 'sent' and k.name = 'Campaign 1')`,
  },
]
