import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  TypeInfo,
  getNamedType,
  getNullableType,
  isListType,
  parse,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { DocumentNode, FieldNode } from 'graphql'
import type { Registry } from '../admin-api/context.ts'
import { adminSchema } from '../admin-api/schema.ts'

const MOST_CONNECTIONS = 5
const DEEPEST = 2

/**
 * Says why a query cannot run as a bulk operation; nothing when it can. The limits are Shopify's: one to five connections,
 * at most two deep, by edges and not by nodes, no top-level node, an un-aliased id on every parent of a connection, and no
 * connection inside a list. A field that this shop cannot answer is refused here as well, because later nobody would see it.
 */
export function checkBulkQuery(query: string, registry: Registry): string[] {
  const document = readQuery(query)
  if (Array.isArray(document)) return document
  const problems = new Set<string>()
  const typeInfo = new TypeInfo(adminSchema().schema)
  const open: Level[] = []
  let connections = 0
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      OperationDefinition({ operation }) {
        if (operation !== OperationTypeNode.QUERY) problems.add('Only queries can be run in bulk.')
      },
      FragmentSpread: () => {
        problems.add('The dev shop runs bulk queries without named fragments only.')
      },
      Field: {
        enter(field) {
          const level = levelOf(field, typeInfo)
          if (level.connection) connections += 1
          for (const problem of problemsAt(field, level, open, typeInfo, registry)) problems.add(problem)
          open.push(level)
        },
        leave() {
          open.pop()
        },
      },
    }),
  )
  if (connections === 0) problems.add('Bulk queries must contain at least one connection.')
  if (connections > MOST_CONNECTIONS) problems.add('Bulk queries cannot contain more than 5 connections.')
  return [...problems]
}

type Level = { name: string; connection: boolean; list: boolean; node: boolean; hasId: boolean }

function readQuery(query: string): DocumentNode | string[] {
  try {
    const document = parse(query)
    const errors = validate(adminSchema().schema, document)
    return errors.length > 0 ? errors.map(({ message }) => `Invalid bulk query: ${message}`) : document
  } catch (error) {
    if (error instanceof GraphQLError) return [`Invalid bulk query: ${error.message}`]
    throw error
  }
}

function levelOf(field: FieldNode, typeInfo: TypeInfo): Level {
  const type = typeInfo.getType()
  const list = type != null && isListType(getNullableType(type))
  const connection = type != null && getNamedType(type).name.endsWith('Connection')
  return { name: field.name.value, connection, list, node: field.name.value === 'node', hasId: selectsId(field) }
}

function problemsAt(field: FieldNode, level: Level, open: Level[], typeInfo: TypeInfo, registry: Registry): string[] {
  const problems: string[] = []
  const parentType = typeInfo.getParentType()?.name ?? ''
  const name = field.name.value
  if (open.length === 0 && (name === 'node' || name === 'nodes')) {
    problems.push(`Bulk queries cannot use the top level field '${name}'.`)
  } else if (open.length === 0 && !level.connection) {
    problems.push(`The dev shop runs bulk queries on top level connections only, not on '${name}'.`)
  }
  if (name === 'nodes' && parentType.endsWith('Connection')) {
    problems.push("The 'nodes' field is not supported in bulk queries: use 'edges { node { … } }'.")
  }
  if (level.connection) problems.push(...connectionProblems(name, open))
  const fields = registry.get(parentType)
  if (fields !== undefined && !fields.has(name) && name !== '__typename') {
    problems.push(`dev shop has no resolver for ${parentType}.${name}`)
  }
  return problems
}

function connectionProblems(name: string, open: Level[]): string[] {
  const problems: string[] = []
  if (open.filter(({ connection }) => connection).length >= DEEPEST) {
    problems.push('Bulk queries cannot contain connections with a nesting depth greater than 2.')
  }
  // Edges are a list as well, but the one that a connection is read by.
  if (open.some(({ list, name: above }) => list && above !== 'edges')) {
    problems.push('Queries that contain a connection field within a list field are not currently supported.')
  }
  const parent = open.findLast(({ node }) => node)
  if (parent !== undefined && !parent.hasId) {
    problems.push(
      `The parent 'node' field for a nested connection must select the 'id' field without an alias. Connection fields without 'id': ${name}.`,
    )
  }
  return problems
}

function selectsId(field: FieldNode): boolean {
  return (field.selectionSet?.selections ?? []).some(
    (one) =>
      one.kind === Kind.FIELD && one.name.value === 'id' && (one.alias === undefined || one.alias.value === 'id'),
  )
}
