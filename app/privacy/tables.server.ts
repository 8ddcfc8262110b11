import { Prisma, type Queryable } from '../platform/index.server.ts'

export type Table = { name: string; sql: Prisma.Sql }

/**
 * The tables that have a column. What is asked of the catalogue cannot forget a table that a later feature adds.
 * The audit is left out: it names nobody, and outlives those it speaks of.
 */
export async function tablesWith(db: Queryable, column: string): Promise<Table[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    select c.table_name::text as name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = current_schema() and c.column_name = ${column} and t.table_type = 'BASE TABLE'
       and c.table_name <> 'privacy_audit' order by 1`
  return rows.map(({ name }) => ({ name, sql: Prisma.raw(`"${name}"`) }))
}
