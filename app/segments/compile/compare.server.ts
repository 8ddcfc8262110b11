import { minorDigits } from '../../kernel/index.ts'
import { Prisma } from '../../platform/index.server.ts'
import { resolveDate } from '../language/resolve-date.ts'
import type { Comparison, Value } from '../language/syntax-tree.ts'
import type { Reading } from './contract.server.ts'

// Whoever has no value is not equal to any: !=, NOT IN and NOT CONTAINS keep such customers, all else leaves them out.

/** Compares a whole number or a decimal one. */
export function compareNumber(x: Prisma.Sql, comparison: Comparison): Prisma.Sql {
  return compareOrdered(x, comparison, (value) => numberSql(digitsOf(value)))
}

/** Compares a number of single precision, in which 0.7 is equal to what was stored as 0.7. */
export function compareReal(x: Prisma.Sql, comparison: Comparison): Prisma.Sql {
  return compareOrdered(x, comparison, (value) => Prisma.sql`${digitsOf(value)}::real`)
}

/** Compares minor units of the shop's currency. */
export function compareAmount(x: Prisma.Sql, comparison: Comparison, { shop }: Reading): Prisma.Sql {
  const digits = minorDigits(shop.currency)
  return compareOrdered(x, comparison, (value) => numberSql(shifted(digitsOf(value), digits)))
}

/** Compares an id; ids have no order. */
export function compareId(x: Prisma.Sql, { operator, values }: Comparison): Prisma.Sql {
  const ids = values.map((value) => BigInt(digitsOf(value)))
  return amongSql(Prisma.sql`${x} = any(${ids}::bigint[])`, x, operator)
}

/** Compares a moment with whole days of the shop's time zone. */
export function compareDate(x: Prisma.Sql, { operator, values }: Comparison, { shop, now }: Reading): Prisma.Sql {
  const spans = values.map((value) => resolveDate(dateOf(value), shop.timeZone, now))
  const { from, until } = spans[0] ?? { from: now, until: now }
  switch (operator) {
    case '=':
      return Prisma.sql`(${x} >= ${from} and ${x} < ${until})`
    case '!=':
      return Prisma.sql`(${x} is null or ${x} < ${from} or ${x} >= ${until})`
    case '<':
      return Prisma.sql`${x} < ${from}`
    case '<=':
      return Prisma.sql`${x} < ${until}`
    case '>':
      return Prisma.sql`${x} >= ${until}`
    case '>=':
      return Prisma.sql`${x} >= ${from}`
    case 'BETWEEN':
      return Prisma.sql`(${x} >= ${from} and ${x} < ${spans[1]?.until ?? until})`
    default:
      return nullSql(x, operator)
  }
}

/** Compares a text as it is written; `fold` makes equal what counts as equal, in the query as in the column. */
export function compareText(
  x: Prisma.Sql,
  { operator, values }: Comparison,
  fold: (text: string) => string = (text) => text,
): Prisma.Sql {
  const texts = values.map((value) => fold(textOf(value)))
  const text = texts[0] ?? ''
  switch (operator) {
    case 'CONTAINS':
      return Prisma.sql`position(${text} in ${x}) > 0`
    case 'NOT CONTAINS':
      return Prisma.sql`(position(${text} in ${x}) > 0) is not true`
    case 'STARTS WITH':
      return Prisma.sql`starts_with(${x}, ${text})`
    case 'NOT STARTS WITH':
      return Prisma.sql`starts_with(${x}, ${text}) is not true`
    default:
      return amongSql(
        texts.length === 1 ? Prisma.sql`${x} = ${text}` : Prisma.sql`${x} = any(${texts}::text[])`,
        x,
        operator,
      )
  }
}

/** Compares whether something is so. */
export function compareBoolean(x: Prisma.Sql, { operator, values }: Comparison): Prisma.Sql {
  const yes = values[0]?.kind === 'boolean' && values[0].yes
  return yes === (operator === '=') ? Prisma.sql`${x} is true` : Prisma.sql`${x} is not true`
}

/** The text of a value; PostgreSQL's texts hold no NUL, so none is equal to one with it. */
export function textOf(value: Value | undefined): string {
  return value?.kind === 'text' ? value.text.replaceAll('\u0000', '\uFFFD').toWellFormed() : ''
}

/** Whether the operator asks for what is not so. */
export function isNegative({ operator }: Comparison): boolean {
  return operator === '!=' || operator.startsWith('NOT ')
}

function compareOrdered(
  x: Prisma.Sql,
  { operator, values }: Comparison,
  toSql: (value: Value | undefined) => Prisma.Sql,
): Prisma.Sql {
  const value = toSql(values[0])
  switch (operator) {
    case '=':
      return Prisma.sql`${x} = ${value}`
    case '!=':
      return Prisma.sql`${x} is distinct from ${value}`
    case '<':
    case '<=':
    case '>':
    case '>=':
      return Prisma.sql`${x} ${Prisma.raw(operator)} ${value}`
    case 'BETWEEN':
      return Prisma.sql`(${x} between ${value} and ${toSql(values[1])})`
    case 'IN':
    case 'NOT IN':
      return amongSql(Prisma.sql`${x} in (${Prisma.join(values.map(toSql))})`, x, operator)
    default:
      return nullSql(x, operator)
  }
}

function amongSql(among: Prisma.Sql, x: Prisma.Sql, operator: Comparison['operator']): Prisma.Sql {
  if (operator === '=' || operator === 'IN') return among
  if (operator === '!=' || operator === 'NOT IN') return Prisma.sql`(${among}) is not true`
  return nullSql(x, operator)
}

function nullSql(x: Prisma.Sql, operator: Comparison['operator']): Prisma.Sql {
  return operator === 'IS NULL' ? Prisma.sql`${x} is null` : Prisma.sql`${x} is not null`
}

const [LEAST, GREATEST] = [-(2n ** 63n), 2n ** 63n - 1n]

// A whole number keeps its column's index; a numeric one would turn the column into numeric, row by row.
function numberSql(digits: string): Prisma.Sql {
  if (/^-?\d+$/.test(digits)) {
    const whole = BigInt(digits)
    if (whole >= LEAST && whole <= GREATEST) return Prisma.sql`${whole}::bigint`
  }
  return Prisma.sql`${digits}::numeric`
}

function shifted(digits: string, places: number): string {
  const sign = digits.startsWith('-') ? '-' : ''
  const [whole = '0', decimals = ''] = digits.slice(sign.length).split('.')
  const left = decimals.slice(places)
  return `${sign}${whole}${decimals.slice(0, places).padEnd(places, '0')}${left === '' ? '' : `.${left}`}`
}

function digitsOf(value: Value | undefined): string {
  return value?.kind === 'number' ? value.digits : '0'
}

function dateOf(value: Value) {
  return value.kind === 'date' ? value.date : ({ kind: 'today' } as const)
}
