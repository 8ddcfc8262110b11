import { rmSync } from 'node:fs'
import { openState } from '../../../dev-shop/state/open.ts'
import { fillWithHandelBlitz } from '../../../dev-shop/stock/handelblitz.ts'

/** Stocks a shop on disk with as many orders as are asked for, and says how long that took and how much memory at most. */
const orders = Number(process.argv[2])
const file = process.argv[3] ?? ''
rmSync(file, { force: true })
const begin = performance.now()
fillWithHandelBlitz(openState(file), { seed: 'bench', today: '2026-11-24', customers: Math.ceil(orders / 3), orders })
const seconds = (performance.now() - begin) / 1000
process.stdout.write(JSON.stringify({ seconds, rssMiB: process.resourceUsage().maxRSS / 1024 }))
