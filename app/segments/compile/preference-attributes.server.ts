import { minorDigits } from '../../kernel/index.ts'
import { Prisma } from '../../platform/index.server.ts'
import { compareNumber, compareText, textOf } from './compare.server.ts'
import type { AttributeReading, Reading } from './contract.server.ts'

/** A kind of liking as queries write it and as tokens hold it; `shown` and `token` say the same in both directions. */
type Liking = {
  kind: string
  shown: (token: Prisma.Sql, reading: Reading) => Prisma.Sql
  token: (written: string, reading: Reading) => string
}

const plain: Omit<Liking, 'kind'> = { shown: (token) => token, token: (written) => written }
const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']

/** What a customer likes best of each kind, or does as a habit; nothing where no liking stands out. */
export const preferenceAttributes: Record<string, AttributeReading> = {
  ...Object.fromEntries(
    ['collection', 'vendor', 'material', 'colour', 'size', 'product', 'channel', 'language'].map((kind) => [
      `preferred_${kind}`,
      textual({ ...plain, kind }),
    ]),
  ),
  preferred_price_band: textual({ ...plain, kind: 'price_band', shown: bandInMajor, token: bandInMinor }),
  preferred_weekday: textual({
    kind: 'weekday',
    shown: (token) => Prisma.sql`(array[${Prisma.join(weekdays)}])[${token}::int]`,
    token: (written) => String(weekdays.indexOf(written) + 1),
  }),
  preferred_hour: {
    kind: 'number',
    value: hour,
    holds: (comparison, reading) => compareNumber(hour(reading), comparison),
  },
  discount_affinity: textual({
    kind: 'discount',
    shown: (token) => Prisma.sql`upper(${token})`,
    token: (written) => written.toLowerCase(),
  }),
}

function textual(liking: Liking): AttributeReading {
  const value = (reading: Reading) => liking.shown(preferredSql(liking.kind, reading), reading)
  return {
    kind: 'text',
    value,
    holds: (comparison, reading) => {
      const { operator, values } = comparison
      if (operator !== '=' && operator !== 'IN') return compareText(value(reading), comparison)
      const tokens = values.map((one) => `prefers:${liking.kind}:${liking.token(textOf(one), reading)}`)
      const among = Prisma.sql`&& ${tokens}::text[]`
      if (!reading.narrows) return Prisma.sql`${preference(reading)}.tokens ${among}`
      // The index of tokens finds those who have one, so they are read as a set.
      return Prisma.sql`exists (select from preference liking
        where liking.shop_id = ${reading.shop.id} and liking.customer_id = p.customer_id and liking.tokens ${among})`
    },
  }
}

function hour(reading: Reading): Prisma.Sql {
  return Prisma.sql`${preferredSql('hour', reading)}::int`
}

function preferredSql(kind: string, reading: Reading): Prisma.Sql {
  const prefix = `prefers:${kind}:`
  return Prisma.sql`(select substr(token, ${prefix.length + 1}::int) from unnest(${preference(reading)}.tokens) token
    where starts_with(token, ${prefix}) limit 1)`
}

function preference(reading: Reading): Prisma.Sql {
  const table = () => Prisma.sql`(select customer_id, tokens from preference where shop_id = ${reading.shop.id})`
  return reading.beside('preference', table)
}

// Tokens hold minor units, "2000-5000"; merchants write "20-50".
function bandInMajor(token: Prisma.Sql, { shop }: Reading): Prisma.Sql {
  const unit = 10 ** minorDigits(shop.currency)
  const end = (place: number) =>
    Prisma.sql`trim_scale(nullif(split_part(${token}, '-', ${place}::int), '')::numeric / ${unit}::int)`
  return Prisma.sql`case when ${token} is not null then concat(${end(1)}, '-', ${end(2)}) end`
}

function bandInMinor(written: string, { shop }: Reading): string {
  const digits = minorDigits(shop.currency)
  return written
    .split('-')
    .map((end) => (/^\d+(\.\d+)?$/.test(end.trim()) ? String(Math.round(Number(end) * 10 ** digits)) : end.trim()))
    .join('-')
}
