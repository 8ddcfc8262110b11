import { Prisma } from '../../platform/index.server.ts'
import type { AttributeClause } from '../language/syntax-tree.ts'
import { isNegative, textOf } from './compare.server.ts'
import { CannotAnswer, type AttributeReading, type Reading } from './contract.server.ts'
import { customerAttributes } from './customer-attributes.server.ts'
import { habitAttributes } from './habit-attributes.server.ts'
import { permissionAttributes } from './permission-attributes.server.ts'
import { predictionAttributes } from './prediction-attributes.server.ts'
import { preferenceAttributes } from './preference-attributes.server.ts'
import { profileAttributes } from './profile-attributes.server.ts'

const attributes = new Map<string, AttributeReading>(
  Object.entries({
    ...profileAttributes,
    ...customerAttributes,
    ...permissionAttributes,
    ...habitAttributes,
    ...preferenceAttributes,
    ...predictionAttributes,
  }),
)

/** The condition that holds for customers whose value compares well. */
export function attributeSql(clause: AttributeClause, reading: Reading): Prisma.Sql {
  if (clause.name === 'segment') return segmentSql(clause, reading)
  return attributeNamed(clause).holds(clause, reading)
}

/** How an attribute is read. @throws CannotAnswer where no table holds it yet */
export function attributeNamed({ name, at }: AttributeClause): AttributeReading {
  const found = attributes.get(name)
  if (found === undefined) throw new CannotAnswer('notAvailable', name, at)
  return found
}

function segmentSql(clause: AttributeClause, reading: Reading): Prisma.Sql {
  const narrows = reading.narrows && clause.operator === '='
  const inside = clause.values.map((value) => reading.membersOf(textOf(value), value.at, narrows))
  const any = Prisma.sql`(${Prisma.join(inside, ' or ')})`
  return isNegative(clause) ? Prisma.sql`${any} is not true` : any
}
