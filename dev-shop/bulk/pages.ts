import { Kind, TypeInfo, getNamedType, parse, print, visit, visitWithTypeInfo } from 'graphql'
import type { ArgumentNode, DocumentNode, FieldNode, NameNode } from 'graphql'
import { adminSchema } from '../admin-api/schema.ts'

/** Marks connections, and objects on the way to one, in the result; an alias of the app never begins like this. */
export const CONNECTION = '__connection_'
export const WAY = '__way_'

const PAGE = 100

/**
 * A bulk query as queries of one page each: for every top-level connection a document that takes $after and returns
 * `pageInfo`, in which nested connections have lost their page arguments and carry a mark in their alias.
 */
export function pagedQueries(query: string): DocumentNode[] {
  const marked = markConnections(parse(query))
  return marked.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return []
    return definition.selectionSet.selections.flatMap((root) => (root.kind === Kind.FIELD ? [pageOf(root)] : []))
  })
}

function markConnections(document: DocumentNode): DocumentNode {
  const typeInfo = new TypeInfo(adminSchema().schema)
  return visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: {
        leave(field) {
          const type = typeInfo.getType()
          const key = field.alias?.value ?? field.name.value
          if (type != null && getNamedType(type).name.endsWith('Connection')) {
            return { ...field, alias: nameOf(CONNECTION + key), arguments: withoutPaging(field) }
          }
          const leadsOn = field.name.value !== 'edges' && field.name.value !== 'node' && leadsToConnection(field)
          return leadsOn ? { ...field, alias: nameOf(WAY + key) } : undefined
        },
      },
    }),
  ) as DocumentNode
}

function leadsToConnection(field: FieldNode): boolean {
  return (field.selectionSet?.selections ?? []).some(
    (one) => one.kind === Kind.FIELD && one.alias?.value.startsWith('__') === true,
  )
}

function withoutPaging(field: FieldNode): ArgumentNode[] {
  return (field.arguments ?? []).filter(({ name }) => !['first', 'last', 'after', 'before'].includes(name.value))
}

// Written as text and parsed again, because that is shorter than building syntax nodes by hand.
function pageOf(root: FieldNode): DocumentNode {
  const given = withoutPaging(root).map((argument) => print(argument))
  const [, inner = ''] = /^\{([\s\S]*)\}$/.exec(root.selectionSet === undefined ? '' : print(root.selectionSet)) ?? []
  const parameters = [...given, `first: ${String(PAGE)}`, 'after: $after'].join(', ')
  return parse(
    `query ($after: String) { root: ${root.name.value}(${parameters}) { ${inner} pageInfo { hasNextPage endCursor } } }`,
  )
}

function nameOf(value: string): NameNode {
  return { kind: Kind.NAME, value }
}
