import { gid } from '../../ids.ts'
import type { SegmentRow } from '../../state/rows.ts'
import { connection } from '../connection.ts'
import type { PageArguments } from '../connection.ts'
import { refusal } from '../context.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'

type SegmentArguments = PageArguments & { query?: string | null; sortKey?: string | null }

const keys: Record<string, string> = { ID: 'id', CREATION_DATE: 'created_at', LAST_EDIT_DATE: 'updated_at' }

export function segments(_source: unknown, page: SegmentArguments, context: Context) {
  if (page.query != null) throw refusal('the dev shop cannot search segments', 'INVALID_SEARCH')
  const key = keys[page.sortKey ?? 'CREATION_DATE']
  if (key === undefined) throw refusal(`the dev shop cannot sort segments by ${page.sortKey ?? ''}`, 'BAD_REQUEST')
  return connection<SegmentRow>(context, { select: 'select * from segments', key, id: 'id', where: [] }, page)
}

// Segments keep their milliseconds, as in segments/create.
export const segmentFields: Fields = {
  id: ({ id }: SegmentRow) => gid('Segment', id),
  name: ({ name }: SegmentRow) => name,
  query: ({ query }: SegmentRow) => query,
  creationDate: (segment: SegmentRow) => segment.created_at,
  lastEditDate: (segment: SegmentRow) => segment.updated_at,
}
