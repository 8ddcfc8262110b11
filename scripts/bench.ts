import { existsSync, readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export type Benchmark = {
  size: string
  /** What was measured, in the unit that it names, ours and the baseline's. */
  unit: string
  ours: number
  baseline: number
  /** ours / baseline */
  ratio: number
  peakRssMiB: number
  [further: string]: unknown
}

/** `size` is the benchmark's own measure of how much; without it the size that its target is about. */
export type Measure = (options: { size?: number }) => Promise<Benchmark>

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, size: { type: 'string' } },
})
const [name] = positionals
const file = `tests/bench/${name ?? ''}.ts`

if (name === undefined || !existsSync(file)) {
  const known = readdirSync('tests/bench').flatMap((entry) => (entry.endsWith('.ts') ? entry.slice(0, -3) : []))
  process.stderr.write(`Which benchmark? npm run bench -- NAME, one of: ${known.join(', ')}\n`)
  process.exitCode = 2
} else {
  const { measure } = (await import(pathToFileURL(resolve(file)).href)) as { measure: Measure }
  const result = await measure(values.size === undefined ? {} : { size: Number(values.size) })
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`)
  else console.table(result)
}
