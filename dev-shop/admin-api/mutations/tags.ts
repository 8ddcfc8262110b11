import { parseGid } from '../../ids.ts'
import { first, run } from '../../state/query.ts'
import { announce } from '../../webhooks/announce.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'
import { typed } from '../resolver.ts'

export const tagMutations: Fields = {
  tagsAdd: (_source: unknown, input: Input, context: Context) => changeTags(input, context, 'added'),
  tagsRemove: (_source: unknown, input: Input, context: Context) => changeTags(input, context, 'removed'),
}

type Input = { id: string; tags: string[] }
type Tagged = { id: string; tags: string }

const kinds: Record<string, { table: string; topic: string }> = {
  Customer: { table: 'customers', topic: 'customers/update' },
  Order: { table: 'orders', topic: 'orders/updated' },
  Product: { table: 'products', topic: 'products/update' },
}

function changeTags({ id: given, tags }: Input, { shop }: Context, change: 'added' | 'removed') {
  const type = Object.keys(kinds).find((kind) => parseGid(given, kind) !== null)
  const kind = type === undefined ? undefined : kinds[type]
  if (type === undefined || kind === undefined)
    return { node: null, userErrors: [{ field: ['id'], message: 'Invalid id' }] }
  const id = parseGid(given, type)
  const row = first<Tagged>(shop.state, `select * from ${kind.table} where id = ?`, id)
  if (row === undefined) return { node: null, userErrors: [{ field: ['id'], message: `${type} does not exist` }] }
  const before = JSON.parse(row.tags) as string[]
  const changed = change === 'added' ? missingIn(before, tags) : presentIn(before, tags)
  const after = change === 'added' ? [...before, ...changed] : before.filter((tag) => !changed.includes(tag))
  if (changed.length > 0) {
    const now = shop.now().toISOString()
    run(
      shop.state,
      `update ${kind.table} set tags = ?, updated_at = ? where id = ?`,
      JSON.stringify(after),
      now,
      row.id,
    )
    announce(shop, kind.topic, row.id)
    if (type === 'Customer') announce(shop, `customer.tags_${change}`, row.id, { tags: changed })
  }
  return { node: typed(type, { ...row, tags: JSON.stringify(after) }), userErrors: [] }
}

function missingIn(before: string[], tags: string[]): string[] {
  const known = new Set(before.map((tag) => tag.toLowerCase()))
  return [...new Set(tags.map((tag) => tag.trim()))].filter((tag) => tag !== '' && !known.has(tag.toLowerCase()))
}

function presentIn(before: string[], tags: string[]): string[] {
  const wanted = new Set(tags.map((tag) => tag.trim().toLowerCase()))
  return before.filter((tag) => wanted.has(tag.toLowerCase()))
}
