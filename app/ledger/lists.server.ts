import type { Id } from '../kernel/index.ts'
import { Prisma } from '../platform/index.server.ts'

// Prisma turns every member of a list parameter, and every row of an answer, into an object of its own. For thousands of
// them one text is much cheaper, both ways.

/** Ids as an SQL expression of type bigint[]. */
export function idList(ids: Iterable<bigint>): Prisma.Sql {
  return Prisma.sql`string_to_array(${[...ids].join(',')}, ',')::bigint[]`
}

/** Texts as an SQL expression of type text[]. */
export function textList(texts: Iterable<string>): Prisma.Sql {
  return Prisma.sql`array(select jsonb_array_elements_text(${JSON.stringify([...texts])}::jsonb))`
}

/** Reads ids that SQL joined by commas. */
export function splitIds<T extends Id<string>>(text: string | null | undefined): T[] {
  return text === null || text === undefined || text === '' ? [] : text.split(',').map((id) => BigInt(id) as T)
}
