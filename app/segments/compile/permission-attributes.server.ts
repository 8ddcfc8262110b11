import { mayEmailSql, reachableSql } from '../../consent/index.server.ts'
import { Prisma } from '../../platform/index.server.ts'
import { compareBoolean, compareText } from './compare.server.ts'
import type { AttributeReading, Reading } from './contract.server.ts'

/** Who may be written to. */
export const permissionAttributes: Record<string, AttributeReading> = {
  email_subscription_status: subscription('email'),
  sms_subscription_status: subscription('sms'),
  may_email: {
    kind: 'boolean',
    value: mayEmail,
    holds: (comparison, reading) => compareBoolean(Prisma.sql`(${mayEmail(reading)})`, comparison),
  },
}

function mayEmail(reading: Reading): Prisma.Sql {
  if (reading.single) {
    const [shopId, customerId] = [Prisma.sql`p.shop_id`, Prisma.sql`p.customer_id`]
    return mayEmailSql({ shopId, customerId, email: Prisma.sql`${reading.customer()}.email` })
  }
  const table = () => reading.reachable ?? Prisma.sql`(${reachableSql(reading.shop.id)})`
  return Prisma.sql`${reading.beside('may_email', table)}.customer_id is not null`
}

// What was said last counts; of one moment the withdrawal. Who never said anything is not subscribed. Shopify's INVALID and
// REDACTED are not kept apart from that: such customers have lost their address.
function subscription(channel: 'email' | 'sms'): AttributeReading {
  const value = (reading: Reading) => {
    const table = () => Prisma.sql`(
      select distinct on (customer_id) customer_id, state from consent_event
       where shop_id = ${reading.shop.id} and channel = ${channel}
       order by customer_id, occurred_at desc, (state = 'unsubscribed') desc)`
    const state = Prisma.sql`${reading.beside(`subscription ${channel}`, table)}.state`
    return Prisma.sql`coalesce(upper(nullif(${state}, 'none')), 'NOT_SUBSCRIBED')`
  }
  return {
    kind: 'text',
    value,
    holds: (comparison, reading) => {
      const { operator, values } = comparison
      const state = states.find((one) => values[0]?.kind === 'text' && values[0].text === one.toUpperCase())
      if (operator !== '=' || state === undefined) return compareText(value(reading), comparison)
      const said = reading.beside(`${state} by ${channel}`, () => saidLastSql(reading, channel, state))
      return Prisma.sql`${said}.customer_id is not null`
    },
  }
}

const states = ['subscribed', 'unsubscribed', 'pending'] as const

// PostgreSQL takes a state behind "distinct on" for a rare thing and joins accordingly; a group it estimates well.
function saidLastSql({ shop }: Reading, channel: string, state: (typeof states)[number]): Prisma.Sql {
  const later = state === 'unsubscribed' ? Prisma.sql`>=` : Prisma.sql`>`
  return Prisma.sql`(
    select customer_id from consent_event
     where shop_id = ${shop.id} and channel = ${channel}
     group by customer_id
    having max(occurred_at) filter (where state = ${state})
           ${later} coalesce(max(occurred_at) filter (where state <> ${state}), '-infinity'))`
}
