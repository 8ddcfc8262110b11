import { contests } from './segment-queries.ts'

/** As many different queries as asked for, of the kinds that merchants save: attributes, products, orders, dates, segments. */
export function manySegments(count: number): { name: string; query: string }[] {
  return Array.from({ length: count }, (_, place) => ({ name: `Segment ${String(place)}`, query: queryAt(place) }))
}

const types = ['Halsketten', 'Ringe', 'Ohrringe', 'Armbänder', 'Broschen']

function queryAt(place: number): string {
  const contest = contests[place % contests.length]
  const [days, type] = [30 + place, types[place % types.length] ?? '']
  const own = [
    `last_order_date < -${String(days)}d AND may_email = true`,
    `products_purchased MATCHES (product_type = '${type}', date >= -${String(days)}d, count >= 2)`,
    `preferred_product_type = '${type}' AND products_purchased NOT MATCHES (product_type = '${type}', date >= -${String(days)}d)`,
    `orders_placed MATCHES (date >= -${String(days)}d, sum_amount > ${String(100 + place)})`,
    `discount_share >= 0.${String(1 + (place % 9))} AND number_of_orders >= ${String(1 + (place % 4))} OR return_rate > 0.5`,
    `service_requests MATCHES (product_type = '${type}', date < -${String(days)}d) OR amount_spent > ${String(place)}`,
    `campaign_received NOT MATCHES (date >= -${String(days)}d) AND rfm_group IN ('LOYAL', 'CHAMPIONS')`,
  ]
  if (place >= 20 && place % 10 === 9)
    return `segment = 'Segment ${String(place - 15)}' AND amount_spent > ${String(place)}`
  return place < contests.length ? (contest?.query ?? '') : (own[place % own.length] ?? '')
}
