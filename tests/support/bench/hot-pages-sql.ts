const consenting = `select customer_id from consent_event where shop_id = 1 and channel = 'email' group by customer_id
  having max(occurred_at) filter (where state = 'subscribed')
    > coalesce(max(occurred_at) filter (where state <> 'subscribed'), '-infinity')`

const reachable = `select c.id as customer_id from customer c join (${consenting}) g on g.customer_id = c.id
  where c.shop_id = 1 and coalesce(c.email, '') like '%_@_%' and c.id not in (
    select o.id from suppression s join customer o on o.shop_id = 1 and o.address = s.email where s.shop_id = 1)
    and c.id not in (select o.id from suppression s
      join customer o on o.shop_id = 1 and forgotten_address(o.shop_id, o.address) = s.email
      where s.shop_id = 1 and s.email like 'sha256:%')`

const types = ['Ringe', 'Ohrringe', 'Armbänder', 'Broschen', 'Halsketten']
const segments = Array.from({ length: 10 }, (_, at) => at + 1)

/** What each page shows, read by statements written for this shop and this page alone. */
export const bestSql: Record<string, string[]> = {
  home: [
    `select count(*), count(*) filter (where orders > 0), sum(orders), count(*) filter (where rfm_group in ('CHAMPIONS', 'LOYAL'))
     from profile where shop_id = 1`,
    `select count(*), sum(total_minor) from shop_order where shop_id = 1 and processed_at >= '2026-10-25'
       and cancelled_at is null and deleted_at is null and not test`,
    `select count(*) from service_request where shop_id = 1 and status = 'open'`,
    `with reachable as (${reachable})
     select count(*) filter (where p.preferred_type = 'Broschen' and p.last_order_at < '2026-05-28'),
       count(*) filter (where q.customer_id is not null),
       count(*) filter (where p.rfm_group in ('AT_RISK', 'PREVIOUSLY_LOYAL'))
     from profile p join reachable r using (customer_id)
     left join (select distinct customer_id from preference
       where shop_id = 1 and tokens @> array['asked:product_type:Ringe']) q using (customer_id)
     where p.shop_id = 1`,
    `select id, name from campaign where shop_id = 1 and status = 'draft'`,
  ],
  segments: [
    `with reachable as (${reachable})
     select ${segments.map((n) => `count(*) filter (where preferred_type = '${types[n % 5] ?? ''}' and last_order_at < timestamptz '2026-11-24' - interval '${String(30 * n)} days')`).join()}
     from profile p join reachable r using (customer_id) where p.shop_id = 1`,
  ],
  liveCount: [
    `with m as materialized (
       select customer_id, spent_minor from profile p join (${reachable}) r using (customer_id) where shop_id = 1 and orders >= 2)
     select (select count(*) from m), (select count(*) from profile where shop_id = 1),
       array(select customer_id from m order by spent_minor desc limit 5)`,
  ],
  campaigns: [
    `select * from campaign where shop_id = 1`,
    `select campaign_id, status, count(*) from recipient where shop_id = 1 group by 1, 2`,
    `select r.campaign_id, count(*), sum(o.total_minor)
     from shop_order o cross join unnest(o.discount_codes) used join recipient r on r.shop_id = 1 and r.code = used
     where o.shop_id = 1 and cardinality(o.discount_codes) > 0 group by 1`,
  ],
  preview: [
    `with judged as materialized (
       select c.id, c.email, c.first_name, r.customer_id is not null as may
       from profile p join customer c on c.shop_id = 1 and c.id = p.customer_id left join (${reachable}) r on r.customer_id = c.id
       where p.shop_id = 1 and p.preferred_type = 'Ringe' and p.last_order_at < '2026-10-25')
     select (select count(distinct email) from judged where may), (select count(*) from judged where not may),
       array(select id from judged where may order by id desc limit 5)`,
  ],
  customers: [
    `select c.id, c.email, p.orders from profile p join customer c on c.shop_id = 1 and c.id = p.customer_id
     where p.shop_id = 1 and exists (select from consent_event e where e.shop_id = 1 and e.customer_id = c.id and e.state = 'subscribed')
     order by coalesce(p.last_order_at, '-infinity'::timestamptz) desc, p.customer_id desc limit 51`,
  ],
  customersByRisk: [
    `select c.id, c.email, p.orders, f.churn_probability from prediction f join profile p using (shop_id, customer_id)
     join customer c on c.shop_id = 1 and c.id = f.customer_id where f.shop_id = 1 and f.predicted_clv_minor >= 50000
     order by f.churn_probability desc, f.customer_id desc limit 51`,
  ],
  customersByNextOrder: [
    `select c.id, c.email, p.orders, f.next_order_date from prediction f join profile p using (shop_id, customer_id)
     join customer c on c.shop_id = 1 and c.id = f.customer_id where f.shop_id = 1 and p.rfm_group = 'LOYAL'
       and f.next_order_date is not null
     order by f.next_order_date, f.customer_id limit 51`,
  ],
  inbox: [
    `select r.*, c.first_name from service_request r left join customer c on c.shop_id = 1 and c.id = r.customer_id
     where r.shop_id = 1 order by r.status = 'open' desc, r.created_at desc, r.id desc limit 26`,
  ],
}
