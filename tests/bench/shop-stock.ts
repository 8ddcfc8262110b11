import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { z } from 'zod'
import type { Benchmark } from '../../scripts/bench.ts'

const ORDERS = 1_000_000
const filled = z.object({ seconds: z.number(), rssMiB: z.number() })

/** The dev shop's three years at a million orders; the baseline is a tenth of them, so a ratio of 1 means flat cost. */
export function measure(): Promise<Benchmark> {
  const folder = '.data/bench-stock'
  mkdirSync(folder, { recursive: true })
  const rateAt = (orders: number) => {
    const args = ['tests/bench/shop-stock/fill.ts', String(orders), `${folder}/shop.sqlite`]
    const { seconds, rssMiB } = filled.parse(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })))
    return { rate: orders / seconds, rssMiB }
  }
  const small = rateAt(ORDERS / 10)
  const large = rateAt(ORDERS)
  rmSync(folder, { recursive: true })
  return Promise.resolve({
    size: `${String(ORDERS)} orders, against ${String(ORDERS / 10)}`,
    unit: 'orders per second',
    ours: Math.round(large.rate),
    baseline: Math.round(small.rate),
    ratio: Number((large.rate / small.rate).toFixed(2)),
    peakRssMiB: Math.round(large.rssMiB),
    baselinePeakRssMiB: Math.round(small.rssMiB),
  })
}
