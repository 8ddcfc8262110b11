import { Prisma } from '../../platform/index.server.ts'
import { printSegmentQuery } from '../language/print.ts'
import type { FunctionClause, Parameter } from '../language/syntax-tree.ts'
import { received, redeemed } from './campaign-events.server.ts'
import { CannotAnswer, type Events, type Reading } from './contract.server.ts'
import { orders } from './orders.server.ts'
import { purchases } from './purchases.server.ts'
import { requests } from './requests.server.ts'

const events = new Map<string, Events>(
  Object.entries({
    products_purchased: purchases,
    orders_placed: orders,
    service_requests: requests,
    campaign_received: received,
    campaign_redeemed: redeemed,
  }),
)

/** The condition that holds for customers with such events, or for those without. */
export function functionSql(clause: FunctionClause, reading: Reading): Prisma.Sql {
  const { kind, rows, totals } = readFunction(clause, reading)
  const yes = clause.operator === 'MATCHES' || clause.operator === 'IS NOT NULL'
  if (totals.length === 0 && reading.narrows) {
    const exists = Prisma.sql`exists (select ${rows} and ${kind.customer} = p.customer_id)`
    return yes ? exists : Prisma.sql`not ${exists}`
  }
  const having = totals.length === 0 ? Prisma.empty : Prisma.sql`having ${Prisma.join(totals, ' and ')}`
  // Below an OR, PostgreSQL would look for events one customer after the other; a set is read once.
  const table = () => Prisma.sql`(select ${kind.customer} as customer_id ${rows} group by ${kind.customer} ${having})`
  const alias = reading.beside(printSegmentQuery({ ...clause, operator: 'MATCHES' }), table)
  return yes ? Prisma.sql`${alias}.customer_id is not null` : Prisma.sql`${alias}.customer_id is null`
}

/** How many such events a customer has, whatever totals the clause asks for. */
export function eventCountSql(clause: FunctionClause, reading: Reading): Prisma.Sql {
  const { kind, rows } = readFunction(clause, reading)
  return Prisma.sql`(select count(distinct ${kind.event}) ${rows} and ${kind.customer} = p.customer_id)`
}

function readFunction({ name, parameters, at }: FunctionClause, reading: Reading) {
  const kind = events.get(name)
  if (kind === undefined) throw new CannotAnswer('notAvailable', name, at)
  const used = new Set(parameters.map((parameter) => parameter.name))
  const conditions = parameters.flatMap((parameter) => conditionOf(parameter, kind, reading))
  const totals = parameters.flatMap((parameter) => kind.totals[parameter.name]?.(parameter, reading) ?? [])
  const where = Prisma.join([kind.counting(reading), ...conditions], ' and ')
  return { kind, totals, rows: Prisma.sql`from ${kind.from(used)} where ${where}` }
}

function conditionOf(parameter: Parameter, kind: Events, reading: Reading): Prisma.Sql[] {
  if (Object.hasOwn(kind.totals, parameter.name)) return []
  const condition = kind.parameters[parameter.name]
  if (condition === undefined) throw new CannotAnswer('notAvailable', parameter.name, parameter.at)
  return [condition(parameter, reading)]
}
