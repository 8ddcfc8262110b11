import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { lineColumns } from '../dev-shop/stock/order-lines/line.ts'

export type OrdersFile = {
  path: string
  /** Names the state that is kept for it: another content is another stock. */
  stock: string
}

/**
 * Looks at a file of order lines before anything starts.
 * @throws Error naming the file and what is wrong with it
 */
export async function readOrdersFile(given: string): Promise<OrdersFile> {
  const path = resolve(given)
  if (!existsSync(path)) throw new Error(`--orders: there is no file ${path}`)
  const header = (await firstLine(path)).replace(/^\uFEFF/, '')
  const columns = header.split(',').map((name) => name.trim().replace(/^"(.*)"$/, '$1'))
  const missing = lineColumns.filter((column) => !columns.includes(column))
  if (missing.length > 0) {
    throw new Error(
      `--orders: ${path} lacks the column ${missing.join(', ')}; its first line is "${header.slice(0, 200)}"`,
    )
  }
  const content = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 8)
  return { path, stock: `orders-${basename(path).replace(/\..*$/, '')}-${content}` }
}

async function firstLine(path: string): Promise<string> {
  const file = createReadStream(path)
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  for await (const line of createInterface({ input })) return line
  throw new Error(`--orders: ${path} is empty`)
}
