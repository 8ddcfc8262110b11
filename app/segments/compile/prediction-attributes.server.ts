import { Prisma } from '../../platform/index.server.ts'
import { amount, real } from './attribute-kinds.server.ts'
import { compareDate } from './compare.server.ts'
import type { AttributeReading, Reading } from './contract.server.ts'

/** What the shop's laws expect of customers who have ordered; of nobody else anything. */
export const predictionAttributes: Record<string, AttributeReading> = {
  churn_probability: real((reading) => Prisma.sql`${prediction(reading)}.churn_probability`),
  expected_orders: real((reading) => Prisma.sql`${prediction(reading)}.expected_orders`),
  predicted_clv: amount((reading) => Prisma.sql`${prediction(reading)}.predicted_clv_minor`),
  next_order_date: {
    kind: 'day',
    value: nextOrderDay,
    holds: (comparison, reading) => {
      const beginning = Prisma.sql`(${nextOrderDay(reading)}::timestamp at time zone ${reading.shop.timeZone}::text)`
      return compareDate(beginning, comparison, reading)
    },
  },
}

function nextOrderDay(reading: Reading): Prisma.Sql {
  return Prisma.sql`${prediction(reading)}.next_order_date`
}

function prediction(reading: Reading): Prisma.Sql {
  return reading.beside(
    'prediction',
    () => Prisma.sql`(
      select customer_id, churn_probability, expected_orders, predicted_clv_minor, next_order_date from prediction
       where shop_id = ${reading.shop.id})`,
  )
}
