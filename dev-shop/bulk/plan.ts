import {
  GraphQLError,
  Kind,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type { FieldNode, GraphQLLeafType, GraphQLObjectType, SelectionSetNode } from 'graphql'
import { missingAccess } from '../admin-api/access.ts'
import { refusal, type Context } from '../admin-api/context.ts'
import type { Resolver } from '../admin-api/resolver.ts'
import { adminSchema } from '../admin-api/schema.ts'

/**
 * A selection made ready to be read off millions of rows: what graphql-js would look up for every object again is found
 * once. The resolvers are those of the Admin API, so both answer the same.
 */
export type Plan = FieldPlan[]

export type FieldPlan = {
  /** Under which the value stands in the result. */
  key: string
  name: string
  typeName: string
  /** Without one the value is the source's property of that name. */
  resolver: Resolver | undefined
  parameters: Record<string, unknown>
  nullable: boolean
  list: boolean
  /** How a plain value is written, or null for an object. */
  leaf: GraphQLLeafType | null
  /** The plan for an object of that type. */
  planFor(typeName: string): Plan
  /** The only type the value can have, or null when the object says so itself. */
  objectType: string | null
  /** A connection is read whole: its members become lines of their own. */
  connection: boolean
}

/** What a plan may read, and by what. */
type Access = Pick<Context, 'scopes' | 'registry'>

/** Plans a selection on an object type. Throws ACCESS_DENIED where a scope is missing. */
export function planSelection(selection: SelectionSetNode, type: GraphQLObjectType, access: Access): Plan {
  return fieldsOf(selection, type).map((field) => planField(field, type, access))
}

const PAGING = ['first', 'last', 'after', 'before']

function planField(field: FieldNode, parent: GraphQLObjectType, access: Access): FieldPlan {
  const name = field.name.value
  const key = field.alias?.value ?? name
  if (name === '__typename') return typeNamePlan(key, parent.name)
  const definition = parent.getFields()[name]
  if (definition === undefined) throw new GraphQLError(`no field ${parent.name}.${name}`)
  const missing = missingAccess(access.scopes, parent.name, name, definition.type)
  if (missing !== null) throw refusal(`Access denied for ${name} field.`, 'ACCESS_DENIED')
  const named = getNamedType(definition.type)
  const connection = named.name.endsWith('Connection')
  const parameters = getArgumentValues(definition, field)
  if (connection) for (const one of PAGING) Reflect.deleteProperty(parameters, one)
  const selection = connection ? nodeSelection(field) : field.selectionSet
  return {
    key,
    name,
    typeName: parent.name,
    resolver: resolverOf(access, parent.name, name),
    parameters,
    nullable: !isNonNullType(definition.type),
    list: isListType(getNullableType(definition.type)),
    leaf: isLeafType(named) ? named : null,
    planFor: plansByType(selection, access),
    objectType: isAbstractType(named) ? null : connection ? named.name.replace(/Connection$/, '') : named.name,
    connection,
  }
}

function resolverOf({ registry }: Access, typeName: string, name: string): Resolver | undefined {
  const fields = registry.get(typeName)
  const resolver = fields?.get(name)
  if (fields !== undefined && resolver === undefined) {
    throw refusal(`dev shop has no resolver for ${typeName}.${name}`, 'DEV_SHOP_INCOMPLETE')
  }
  return resolver
}

function plansByType(selection: SelectionSetNode | undefined, access: Access): (typeName: string) => Plan {
  const plans = new Map<string, Plan>()
  return (typeName) => {
    let plan = plans.get(typeName)
    if (plan === undefined) {
      const type = adminSchema().schema.getType(typeName)
      plan = selection === undefined || !isObjectType(type) ? [] : planSelection(selection, type, access)
      plans.set(typeName, plan)
    }
    return plan
  }
}

// A field that is selected twice, say in a fragment and beside it, is read once with both selections.
function fieldsOf(selection: SelectionSetNode, type: GraphQLObjectType): FieldNode[] {
  const byKey = new Map<string, FieldNode>()
  const add = (field: FieldNode): void => {
    const key = field.alias?.value ?? field.name.value
    const known = byKey.get(key)
    byKey.set(key, known?.selectionSet === undefined ? field : merged(known, field))
  }
  for (const one of selection.selections) {
    if (one.kind === Kind.FIELD) add(one)
    else if (one.kind === Kind.INLINE_FRAGMENT && applies(one.typeCondition?.name.value, type)) {
      for (const field of fieldsOf(one.selectionSet, type)) add(field)
    }
  }
  return [...byKey.values()]
}

function merged(one: FieldNode, other: FieldNode): FieldNode {
  const selections = [...(one.selectionSet?.selections ?? []), ...(other.selectionSet?.selections ?? [])]
  return { ...one, selectionSet: { kind: Kind.SELECTION_SET, selections } }
}

function applies(condition: string | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined || condition === type.name) return true
  const { schema } = adminSchema()
  const wanted = schema.getType(condition)
  return isAbstractType(wanted) && schema.isSubType(wanted, type)
}

function nodeSelection(connection: FieldNode): SelectionSetNode | undefined {
  return inner(inner(connection, 'edges'), 'node')?.selectionSet
}

function inner(field: FieldNode | undefined, name: string): FieldNode | undefined {
  return field?.selectionSet?.selections.find(
    (one): one is FieldNode => one.kind === Kind.FIELD && one.name.value === name,
  )
}

function typeNamePlan(key: string, typeName: string): FieldPlan {
  return {
    key,
    name: '__typename',
    typeName,
    resolver: () => typeName,
    parameters: {},
    nullable: false,
    list: false,
    leaf: null,
    planFor: () => [],
    objectType: null,
    connection: false,
  }
}
