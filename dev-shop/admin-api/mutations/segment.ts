import { parseGid } from '../../ids.ts'
import { takeId } from '../../state/open.ts'
import { first, run } from '../../state/query.ts'
import type { SegmentRow } from '../../state/rows.ts'
import { announce } from '../../webhooks/announce.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'
import { problemOfSegmentQuery } from '../segment-query.ts'

export const segmentMutations: Fields = { segmentCreate, segmentUpdate, segmentDelete }

type Given = { name?: string | null; query?: string | null }

function segmentCreate(_source: unknown, { name, query }: { name: string; query: string }, context: Context) {
  const { shop } = context
  const userErrors = problemsOf({ name, query })
  if (userErrors.length > 0) return { segment: null, userErrors }
  const id = takeId(shop.state)
  const now = shop.now().toISOString()
  const row = [id, name.trim(), query, now, now]
  run(shop.state, 'insert into segments (id, name, query, created_at, updated_at) values (?, ?, ?, ?, ?)', ...row)
  announce(shop, 'segments/create', id)
  return { segment: find(context, id), userErrors: [] }
}

function segmentUpdate(_source: unknown, { id: given, ...change }: Given & { id: string }, context: Context) {
  const { shop } = context
  const segment = find(context, parseGid(given, 'Segment'))
  if (segment === undefined) return { segment: null, userErrors: [unknown] }
  const { name = segment.name, query = segment.query } = change
  const userErrors = problemsOf({ name, query })
  if (userErrors.length > 0) return { segment: null, userErrors }
  const now = shop.now().toISOString()
  run(shop.state, 'update segments set name = ?, query = ?, updated_at = ? where id = ?', name, query, now, segment.id)
  announce(shop, 'segments/update', segment.id)
  return { segment: find(context, segment.id), userErrors: [] }
}

function segmentDelete(_source: unknown, { id: given }: { id: string }, context: Context) {
  const segment = find(context, parseGid(given, 'Segment'))
  if (segment === undefined) return { deletedSegmentId: null, userErrors: [unknown] }
  announce(context.shop, 'segments/delete', segment.id)
  run(context.shop.state, 'delete from segments where id = ?', segment.id)
  return { deletedSegmentId: given, userErrors: [] }
}

const unknown = { field: ['id'], message: 'Segment does not exist' }

function find({ shop }: Context, id: string | null): SegmentRow | undefined {
  return first<SegmentRow>(shop.state, 'select * from segments where id = ?', id)
}

function problemsOf({ name, query }: Given): { field: string[]; message: string }[] {
  const blank = (text: string | null | undefined) => (text ?? '').trim() === ''
  const named = blank(name) ? [{ field: ['name'], message: "Name can't be blank" }] : []
  if (blank(query)) return [...named, { field: ['query'], message: "Query can't be blank" }]
  const problem = problemOfSegmentQuery(query ?? '')
  return problem === null ? named : [...named, { field: ['query'], message: problem }]
}
