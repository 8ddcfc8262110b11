import type { Context } from '../admin-api/context.ts'
import { refusal } from '../admin-api/context.ts'
import type { FieldPlan, Plan } from './plan.ts'

export type ResultObject = { [key: string]: unknown }

/** The members of a connection below an object: rows that become lines of their own. */
export type Children = { plan: Plan; nodes: object[] }

/** Reads a planned selection off one object; what stands in its connections is added to `children`. */
export function readObject(plan: Plan, source: object, context: Context, children: Children[]): ResultObject {
  const result: ResultObject = {}
  for (const field of plan) {
    const value = valueOf(field, source, context)
    if (value === null || value === undefined) {
      if (!field.nullable)
        throw refusal(`dev shop has no value for ${field.typeName}.${field.name}`, 'DEV_SHOP_INCOMPLETE')
      if (!field.connection) result[field.key] = null
    } else if (field.connection) {
      children.push({ plan: planOf(field, value), nodes: (value as { nodes: object[] }).nodes })
    } else if (field.list) {
      result[field.key] = (value as unknown[]).map((member) => readValue(field, member, context, children))
    } else {
      result[field.key] = readValue(field, value, context, children)
    }
  }
  return result
}

function valueOf(field: FieldPlan, source: object, context: Context): unknown {
  if (field.resolver !== undefined) return field.resolver(source as never, field.parameters as never, context)
  if (!(field.name in source)) {
    throw refusal(`dev shop has no resolver for ${field.typeName}.${field.name}`, 'DEV_SHOP_INCOMPLETE')
  }
  return (source as ResultObject)[field.name]
}

function readValue(field: FieldPlan, value: unknown, context: Context, children: Children[]): unknown {
  if (value === null || typeof value !== 'object') return field.leaf === null ? value : field.leaf.serialize(value)
  return readObject(planOf(field, value), value, context, children)
}

function planOf(field: FieldPlan, value: unknown): Plan {
  return field.planFor(field.objectType ?? (value as { __typename: string }).__typename)
}
