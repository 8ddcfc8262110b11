import type { CustomerId, Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import { attributeNamed } from './compile/attributes.server.ts'
import { conditionSql, openTables } from './compile/compile.server.ts'
import { CannotAnswer, type Reading, type Unanswerable, type ValueKind } from './compile/contract.server.ts'
import { eventValues } from './compile/events.server.ts'
import { printSegmentQuery } from './language/index.ts'
import type { AttributeClause, FunctionClause, SegmentQuery } from './language/syntax-tree.ts'
import { surroundingsOf } from './members.server.ts'

/** What a customer has: amounts in minor units, dates in ISO 8601; null for nothing. `name`: the attribute or a total. */
export type ActualValue = { name: string; kind: ValueKind; value: string | number | boolean | string[] | null }

/** One clause, with what the customer has and whether it fits. */
export type ClauseVerdict = { text: string; fits: boolean; actual: ActualValue[] }

export type Why = { outcome: 'explained'; member: boolean; clauses: ClauseVerdict[]; asOf: string }

/** Why a customer belongs to a query's members or not: every clause at this moment, by the same SQL that finds members. */
export async function whyMember(
  db: Queryable,
  shop: Shop,
  { query, customerId }: { query: SegmentQuery; customerId: CustomerId },
  now: Date,
): Promise<Why | Unanswerable | { outcome: 'unknown-customer' }> {
  const tables = openTables(await surroundingsOf(db, shop, now, [query]))
  const reading = tables.reading(true)
  const clauses = clausesOf(query)
  try {
    const verdicts = clauses.map((clause) => Prisma.sql`(${conditionSql(clause, reading)}) is true`)
    const actual = clauses.map((clause) => valuesOf(clause, reading))
    const values = actual.map((some) => jsonArray(some.map(({ value }) => Prisma.sql`to_jsonb(${value})`)))
    const [found] = await db.$queryRaw<{ member: boolean; verdicts: boolean[]; values: ActualValue['value'][][] }[]>`
      select (${conditionSql(query, reading)}) is true as member, array[${Prisma.join(verdicts)}] as verdicts,
             ${jsonArray(values)} as "values"
        from ${tables.from()} where p.shop_id = ${shop.id} and p.customer_id = ${customerId}`
    if (found === undefined) return { outcome: 'unknown-customer' }
    return {
      outcome: 'explained',
      member: found.member,
      asOf: now.toISOString(),
      clauses: clauses.map((clause, place) => ({
        text: printSegmentQuery(clause),
        fits: found.verdicts[place] ?? false,
        actual: (actual[place] ?? []).map(({ name, kind }, at) => ({
          ...{ name, kind },
          value: found.values[place]?.[at] ?? null,
        })),
      })),
    }
  } catch (problem) {
    if (problem instanceof CannotAnswer) return problem.problem
    throw problem
  }
}

type Clause = AttributeClause | FunctionClause

function clausesOf(condition: SegmentQuery): Clause[] {
  return 'conditions' in condition ? condition.conditions.flatMap(clausesOf) : [condition]
}

function valuesOf(clause: Clause, reading: Reading): { name: string; kind: ValueKind; value: Prisma.Sql }[] {
  if (clause.kind === 'function') return eventValues(clause, reading)
  // Whether he belongs to the other segment is the verdict itself.
  if (clause.name === 'segment') return []
  const { kind, value } = attributeNamed(clause)
  return [{ name: clause.name, kind, value: value(reading) }]
}

function jsonArray(parts: Prisma.Sql[]): Prisma.Sql {
  return parts.length === 0 ? Prisma.sql`jsonb_build_array()` : Prisma.sql`jsonb_build_array(${Prisma.join(parts)})`
}
