import { Prisma } from '../../platform/index.server.ts'
import { printSegmentQuery } from '../language/print.ts'
import type { FunctionClause, Parameter } from '../language/syntax-tree.ts'
import { compareAmount, compareNumber } from './compare.server.ts'
import { received, redeemed } from './campaign-events.server.ts'
import { CannotAnswer, type Events, type Reading, type ValueKind } from './contract.server.ts'
import { orders } from './orders.server.ts'
import { purchases } from './purchases.server.ts'
import { requests } from './requests.server.ts'
import { visits } from './visits.server.ts'

const events = new Map<string, Events>(
  Object.entries({
    products_purchased: purchases,
    orders_placed: orders,
    'storefront.product_viewed': visits,
    service_requests: requests,
    campaign_received: received,
    campaign_redeemed: redeemed,
  }),
)

/** The condition that holds for customers with such events, or for those without. */
export function functionSql(clause: FunctionClause, reading: Reading): Prisma.Sql {
  const { kind, rows, totals } = readFunction(clause, reading)
  const yes = clause.operator === 'MATCHES' || clause.operator === 'IS NOT NULL'
  const having = totals.length === 0 ? Prisma.empty : Prisma.sql`having ${Prisma.join(totals, ' and ')}`
  if (reading.single || (totals.length === 0 && reading.narrows)) {
    const total = totals.length === 0 ? Prisma.empty : Prisma.sql`group by ${kind.customer} ${having}`
    const exists = Prisma.sql`exists (select ${rows} and ${kind.customer} = p.customer_id ${total})`
    return yes ? exists : Prisma.sql`not ${exists}`
  }
  // Below an OR, PostgreSQL would look for events one customer after the other; a set is read once.
  const table = () => Prisma.sql`(select ${kind.customer} as customer_id ${rows} group by ${kind.customer} ${having})`
  const alias = reading.beside(printSegmentQuery({ ...clause, operator: 'MATCHES' }), table)
  return yes ? Prisma.sql`${alias}.customer_id is not null` : Prisma.sql`${alias}.customer_id is null`
}

/** What a customer's events come to, of those that the clause's other parameters leave: by total, or how many there are. */
export function eventValues(
  clause: FunctionClause,
  reading: Reading,
): { name: string; kind: ValueKind; value: Prisma.Sql }[] {
  const { kind, rows } = readFunction(clause, reading)
  const asked = clause.parameters.flatMap(({ name }) => {
    const total = kind.totals[name]
    return total === undefined ? [] : [{ name, kind: total.kind, sql: total.value(reading) }]
  })
  const shown =
    asked.length > 0
      ? asked
      : [{ name: 'count', kind: 'number' as const, sql: Prisma.sql`count(distinct ${kind.event})` }]
  return shown.map(({ name, kind: shownAs, sql }) => ({
    ...{ name, kind: shownAs },
    value: Prisma.sql`(select ${sql} ${rows} and ${kind.customer} = p.customer_id)`,
  }))
}

function readFunction({ name, parameters, at }: FunctionClause, reading: Reading) {
  const kind = events.get(name)
  if (kind === undefined) throw new CannotAnswer('notAvailable', name, at)
  const used = new Set(parameters.map((parameter) => parameter.name))
  const conditions = parameters.flatMap((parameter) => conditionOf(parameter, kind, reading))
  const totals = parameters.flatMap((parameter) => totalOf(parameter, kind, reading))
  const where = Prisma.join([kind.counting(reading), ...conditions], ' and ')
  return { kind, totals, rows: Prisma.sql`from ${kind.from(used)} where ${where}` }
}

function totalOf(parameter: Parameter, { totals }: Events, reading: Reading): Prisma.Sql[] {
  const total = totals[parameter.name]
  if (total === undefined) return []
  const value = total.value(reading)
  return [total.kind === 'amount' ? compareAmount(value, parameter, reading) : compareNumber(value, parameter)]
}

function conditionOf(parameter: Parameter, kind: Events, reading: Reading): Prisma.Sql[] {
  if (Object.hasOwn(kind.totals, parameter.name)) return []
  const condition = kind.parameters[parameter.name]
  if (condition === undefined) throw new CannotAnswer('notAvailable', parameter.name, parameter.at)
  return [condition(parameter, reading)]
}
