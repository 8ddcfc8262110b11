import { readMeta, writeMeta } from './state/open.ts'
import type { ShopState } from './state/open.ts'
import { first } from './state/query.ts'
import { fillWithHandelBlitz } from './stock/handelblitz.ts'
import { fillFromOrderLines } from './stock/order-lines.ts'

/** What the store starts with when its state is empty. */
export type Stock = {
  stock: 'handelblitz' | 'empty' | { csvPath: string }
  seed?: string | number | undefined
  /** ISO date at which the invented history ends; by default the day of the start. */
  today?: string | undefined
  customers?: number | undefined
  orders?: number | undefined
}

/** Fills an empty state. One that has been filled before stays as it is; one that was left half filled is an error. */
export async function fillStock(state: ShopState, { stock, seed, today, customers, orders }: Stock): Promise<void> {
  if (readMeta(state, 'filled_at') !== undefined) return
  if (first(state, 'select 1 from products limit 1') !== undefined) {
    throw new Error('the state was left half filled: delete the file and start again')
  }
  if (stock === 'handelblitz') {
    fillWithHandelBlitz(state, {
      seed: seed ?? 1,
      today: today ?? new Date().toISOString().slice(0, 10),
      ...(customers === undefined ? {} : { customers }),
      ...(orders === undefined ? {} : { orders }),
    })
  } else if (stock !== 'empty') await fillFromOrderLines(state, stock.csvPath)
  writeMeta(state, 'filled_at', new Date().toISOString())
}
