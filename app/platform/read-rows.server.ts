import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { connectionOf } from './copy.server.ts'
import type { Prisma, Transaction } from './database.server.ts'

/**
 * Reads rows of a query as text by COPY on the transaction's own connection, which is busy until the last row. null and
 * the empty text both read as ''.
 * @throws TypeError where the query has a parameter other than numbers and ids, because COPY takes none
 */
export async function readRows(tx: Transaction, sql: Prisma.Sql): Promise<string[][]> {
  const rows: string[][] = []
  for await (const some of rowsOf(await connectionOf(tx), sql)) rows.push(...some)
  return rows
}

async function* rowsOf(client: pg.ClientBase, sql: Prisma.Sql): AsyncGenerator<string[][]> {
  const stream = client.query(copyTo(`copy (${withoutParameters(sql)}) to stdout`))
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield lines.map(fieldsOf)
  }
}

function fieldsOf(line: string): string[] {
  const fields = line.split('\t')
  if (!line.includes('\\')) return fields
  return fields.map((field) => {
    if (field === '\\N') return ''
    return field.includes('\\') ? field.replaceAll(/\\(.)/g, (_, sign: string) => meant(sign)) : field
  })
}

function meant(sign: string): string {
  return { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }[sign] ?? sign
}

function withoutParameters({ strings, values }: Prisma.Sql): string {
  return strings.reduce((text, part, index) => text + literal(values[index - 1]) + part)
}

function literal(value: unknown): string {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value)
  if (Array.isArray(value) && value.every((one) => typeof one === 'bigint')) return `'{${value.join(',')}}'`
  throw new TypeError('COPY takes no parameters but numbers and ids')
}
