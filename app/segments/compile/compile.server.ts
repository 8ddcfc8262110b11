import type { Shop } from '../../kernel/index.ts'
import { Prisma } from '../../platform/index.server.ts'
import type { Condition, Place, SegmentQuery } from '../language/syntax-tree.ts'
import { attributeSql } from './attributes.server.ts'
import { CannotAnswer, type Reading, type Unanswerable } from './contract.server.ts'
import { functionSql } from './events.server.ts'

/** What queries are read against: a shop at a moment, with the queries of its segments by their names in lower case. */
export type Surroundings = {
  shop: Shop
  now: Date
  segments: ReadonlyMap<string, SegmentQuery>
  /** A table of the customer_ids of whoever may get advertising e-mail, where there is one already. */
  reachable?: Prisma.Sql
  /** Whether one customer is asked about at a time: see Reading. */
  single?: boolean
}

/** `from` the profiles `p` and what stands beside them; `holds` for members, of all customers of the shop. */
export type Compiled = { outcome: 'compiled'; from: Prisma.Sql; conditions: Prisma.Sql[]; beside: number }

const MOST_SEGMENTS = 100

/** Reads a query as SQL. Values travel as parameters and never become SQL text. */
export function compileQuery(query: SegmentQuery, surroundings: Surroundings): Compiled | Unanswerable {
  return compileTogether([query], surroundings, true)
}

/**
 * Reads several queries over the same tables, one condition each.
 * @param narrowing whether only members will be asked for, or every customer is looked at anyway
 */
export function compileTogether(
  queries: SegmentQuery[],
  surroundings: Surroundings,
  narrowing = false,
): Compiled | Unanswerable {
  const tables = openTables(surroundings)
  try {
    const conditions = queries.map((query) => conditionSql(query, tables.reading(narrowing)))
    return { outcome: 'compiled', from: tables.from(), conditions, beside: tables.count() }
  } catch (problem) {
    if (problem instanceof CannotAnswer) return problem.problem
    throw problem
  }
}

/** The condition of one part of a query. @throws CannotAnswer */
export function conditionSql(condition: Condition, reading: Reading): Prisma.Sql {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const narrows = reading.narrows && condition.kind === 'and'
      const parts = condition.conditions.map((part) => conditionSql(part, { ...reading, narrows }))
      return Prisma.sql`(${Prisma.join(parts, ` ${condition.kind} `)})`
    }
    case 'attribute':
      return attributeSql(condition, reading)
    case 'function':
      return functionSql(condition, reading)
  }
}

/** The tables that conditions ask for while they are read. */
export function openTables({ shop, now, segments, reachable, single = false }: Surroundings) {
  const aliases = new Map<string, { alias: Prisma.Sql; join: Prisma.Sql }>()
  let asked = 0

  const beside = (key: string, table: () => Prisma.Sql): Prisma.Sql => {
    const known = aliases.get(key)
    if (known !== undefined) return known.alias
    const alias = Prisma.raw(`beside_${String(aliases.size)}`)
    aliases.set(key, { alias, join: Prisma.sql`left join ${table()} ${alias} on ${alias}.customer_id = p.customer_id` })
    return alias
  }
  const customer = (): Prisma.Sql => {
    const alias = Prisma.raw('c')
    const join = Prisma.sql`join customer c on c.shop_id = ${shop.id} and c.id = p.customer_id`
    if (!aliases.has('customer')) aliases.set('customer', { alias, join })
    return alias
  }
  const readingWithin = (path: readonly string[], narrows: boolean): Reading => ({
    ...{ shop, now, narrows, single, customer, beside, reachable: reachable ?? null },
    membersOf: (name: string, at: Place, narrowing: boolean) => {
      const key = name.trim().toLowerCase()
      const query = segments.get(key)
      asked += 1
      if (query === undefined) throw new CannotAnswer('unknownSegment', name, at)
      if (path.includes(key)) throw new CannotAnswer('segmentCycle', name, at)
      if (asked > MOST_SEGMENTS) throw new CannotAnswer('tooManySegments', name, at)
      return atThisPlace(at, () => conditionSql(query, readingWithin([...path, key], narrowing)))
    },
  })
  return {
    /** @param narrows see Reading */
    reading: (narrows: boolean) => {
      asked = 0
      return readingWithin([], narrows)
    },
    from: () =>
      Prisma.sql`profile p ${Prisma.join([Prisma.empty, ...[...aliases.values()].map(({ join }) => join)], ' ')}`,
    count: () => aliases.size,
  }
}

// A place inside another segment's query says nothing to whoever reads this one.
function atThisPlace(at: Place, read: () => Prisma.Sql): Prisma.Sql {
  try {
    return read()
  } catch (problem) {
    if (!(problem instanceof CannotAnswer)) throw problem
    throw new CannotAnswer(problem.problem.code, problem.problem.name, at)
  }
}
