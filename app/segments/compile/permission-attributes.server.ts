import { reachableSql } from '../../consent/index.server.ts'
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
  const table = () => reading.reachable ?? Prisma.sql`(${reachableSql(reading.shop.id)})`
  return Prisma.sql`${reading.beside('may_email', table)}.customer_id is not null`
}

// What was said last counts; of one moment the withdrawal. Who never said anything is not subscribed. Shopify's INVALID and
// REDACTED are not kept apart from that: such customers have lost their address.
function subscription(channel: 'email' | 'sms'): AttributeReading {
  const said = (reading: Reading) =>
    reading.beside(
      `subscription ${channel}`,
      () => Prisma.sql`(
      select distinct on (customer_id) customer_id, state from consent_event
       where shop_id = ${reading.shop.id} and channel = ${channel}
       order by customer_id, occurred_at desc, (state = 'unsubscribed') desc)`,
    )
  const value = (reading: Reading) => {
    const state = Prisma.sql`${said(reading)}.state`
    return Prisma.sql`coalesce(upper(nullif(${state}, 'none')), 'NOT_SUBSCRIBED')`
  }
  return {
    kind: 'text',
    value,
    holds: (comparison, reading) => {
      const { operator, values } = comparison
      const [only] = values
      // Of the many who never said anything none is read for what somebody must have said.
      if (operator === '=' && only?.kind === 'text' && only.text !== 'NOT_SUBSCRIBED') {
        return Prisma.sql`${said(reading)}.state = ${only.text.toLowerCase()}`
      }
      return compareText(value(reading), comparison)
    },
  }
}
