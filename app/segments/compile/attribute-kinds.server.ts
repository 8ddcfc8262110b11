import type { Prisma } from '../../platform/index.server.ts'
import { compareAmount, compareDate, compareNumber, compareReal, compareText } from './compare.server.ts'
import type { AttributeReading, Reading } from './contract.server.ts'

type Column = (reading: Reading) => Prisma.Sql

/** An attribute in minor units of the shop's currency. */
export function amount(value: Column): AttributeReading {
  return { kind: 'amount', value, holds: (comparison, reading) => compareAmount(value(reading), comparison, reading) }
}

/** An attribute that is a moment. */
export function date(value: Column): AttributeReading {
  return { kind: 'date', value, holds: (comparison, reading) => compareDate(value(reading), comparison, reading) }
}

/** An attribute that is a number. */
export function number(value: Column): AttributeReading {
  return { kind: 'number', value, holds: (comparison, reading) => compareNumber(value(reading), comparison) }
}

/** An attribute that is a floating-point number of single precision. */
export function real(value: Column): AttributeReading {
  return { kind: 'number', value, holds: (comparison, reading) => compareReal(value(reading), comparison) }
}

/** An attribute that is a text; `fold` makes equal what counts as equal, as the column is folded already. */
export function text(value: Column, fold?: (text: string) => string): AttributeReading {
  return { kind: 'text', value, holds: (comparison, reading) => compareText(value(reading), comparison, fold) }
}
