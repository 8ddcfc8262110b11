import { readFileSync } from 'node:fs'
import type { Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/index.server.ts'

/** The tables that schema.prisma lists under the ledger, and the permissions, which are told by the same deliveries. */
export const ledgerTables = [...tablesOf('ledger'), 'consent_event']

/** Every row of a shop in the ledger, byte for byte, in an order of its own; without what tells shops apart. */
export async function ledgerDump(db: Database, { id }: Pick<Shop, 'id'>): Promise<string> {
  const each = ledgerTables.map(
    (table) =>
      `select '${table}' as name, (to_jsonb(t) - 'shop_id')::text as row from "${table}" t where shop_id = ${String(id)}`,
  )
  const rows = await db.$queryRawUnsafe<{ line: string }[]>(`
    select name || ' ' || row as line from (
      ${each.join(' union all ')}
      union all select 'shop', (to_jsonb(s) - 'id' - 'domain' - 'installed_at')::text from shop s where id = ${String(id)}
    ) as all_rows order by name, row collate "C"`)
  return rows.map(({ line }) => line).join('\n')
}

function tablesOf(room: string): string[] {
  const schema = readFileSync('prisma/schema.prisma', 'utf8')
  const section = schema.split(/^\/\/ ── /m).find((part) => part.startsWith(`${room} `)) ?? ''
  return [...section.matchAll(/@@map\("(\w+)"\)/g)].map(([, table]) => table ?? '')
}
