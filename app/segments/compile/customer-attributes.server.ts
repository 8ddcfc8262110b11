import { Prisma } from '../../platform/index.server.ts'
import { date, text } from './attribute-kinds.server.ts'
import { isNegative, textOf } from './compare.server.ts'
import type { AttributeReading, Reading } from './contract.server.ts'

const lower = (written: string) => written.toLowerCase()

/** What Shopify tells of the person. */
export const customerAttributes: Record<string, AttributeReading> = {
  customer_added_date: date((reading) => Prisma.sql`${reading.customer()}.created_at`),
  customer_account_status: {
    ...text((reading) => Prisma.sql`${reading.customer()}.state`, lower),
    value: (reading) => Prisma.sql`upper(${reading.customer()}.state)`,
  },
  customer_email_domain: text(
    (reading) => Prisma.sql`nullif(split_part(${reading.customer()}.address, '@', 2), '')`,
    lower,
  ),
  customer_language: text((reading) => Prisma.sql`${reading.customer()}.locale`),
  customer_countries: {
    kind: 'text',
    value: country,
    // Of the addresses only the default one is known.
    holds: (comparison, reading) => {
      const { operator, values } = comparison
      if (operator === 'IS NULL' || operator === 'IS NOT NULL') return existsSql(country(reading), operator)
      const held = Prisma.sql`${country(reading)} = ${textOf(values[0])}`
      return isNegative(comparison) ? Prisma.sql`(${held}) is not true` : held
    },
  },
  customer_cities: {
    kind: 'text',
    value: (reading) => Prisma.sql`nullif(concat_ws('-', ${country(reading)}, ${reading.customer()}.city), '')`,
    // 'US-NY-NewYorkCity': country, region, city without blanks. No address holds its region, so it is not compared.
    holds: (comparison, reading) => {
      const city = Prisma.sql`${reading.customer()}.city`
      const { operator, values } = comparison
      if (operator === 'IS NULL' || operator === 'IS NOT NULL') return existsSql(city, operator)
      const [land = '', , ...rest] = textOf(values[0]).split('-')
      const name = lower(rest.join('-').replaceAll(/\s/g, ''))
      const held = Prisma.sql`(${country(reading)} = ${land} and lower(regexp_replace(${city}, '\\s', '', 'g')) = ${name})`
      return isNegative(comparison) ? Prisma.sql`${held} is not true` : held
    },
  },
  customer_tags: {
    kind: 'texts',
    value: (reading) => Prisma.sql`${reading.customer()}.tags`,
    holds: ({ operator, values }, reading) => {
      const tags = Prisma.sql`${reading.customer()}.tags`
      if (operator === 'IS NULL') return Prisma.sql`cardinality(${tags}) = 0`
      if (operator === 'IS NOT NULL') return Prisma.sql`cardinality(${tags}) > 0`
      const tagged = Prisma.sql`lower_tags(tagged.tags) @> array[lower(${textOf(values[0])}::text)]`
      return amongTagged(tagged, operator === 'CONTAINS', reading)
    },
  },
}

// The index of tags finds the few who have one, so they are read as a set and not one customer after the other.
function amongTagged(tagged: Prisma.Sql, has: boolean, reading: Reading): Prisma.Sql {
  const exists = Prisma.sql`exists (select from customer tagged
    where tagged.shop_id = ${reading.shop.id} and tagged.id = p.customer_id and ${tagged})`
  return has ? exists : Prisma.sql`not ${exists}`
}

function country(reading: Reading): Prisma.Sql {
  return Prisma.sql`${reading.customer()}.country_code`
}

function existsSql(x: Prisma.Sql, operator: 'IS NULL' | 'IS NOT NULL'): Prisma.Sql {
  return operator === 'IS NULL' ? Prisma.sql`${x} is null` : Prisma.sql`${x} is not null`
}
