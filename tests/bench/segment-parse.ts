import { parseSegmentQuery, printSegmentQuery } from '../../app/segments/index.ts'
import type { Benchmark } from '../../scripts/bench.ts'

const ROUNDS = 200
const ALLOWED = 50

/**
 * Milliseconds for 10,000 characters (`size` for another number), the slowest of two hundred rounds: queries as people write
 * them, and texts that are built to be slow. `ours` is the worst of all against the 50 ms that are allowed; `typicalMedian`
 * says what a merchant's query takes.
 */
// eslint-disable-next-line @typescript-eslint/require-await -- every benchmark answers with a promise
export async function measure({ size = 10_000 }: { size?: number } = {}): Promise<Benchmark> {
  const times = Object.entries(texts(size)).map(([name, text]) => ({ name, ...timesOf(text, size) }))
  const ours = Math.max(...times.map(({ worst }) => worst))
  return {
    size: `${String(size)} characters, ${String(ROUNDS)} rounds, ${String(times.length)} kinds of text`,
    unit: 'ms per 10 kB, slowest round of the slowest text',
    ours: rounded(ours),
    baseline: ALLOWED,
    ratio: rounded(ours / ALLOWED),
    peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    ...Object.fromEntries(
      times.map(({ name, median, worst }) => [
        name,
        `median ${String(rounded(median))}, worst ${String(rounded(worst))} ms`,
      ]),
    ),
  }
}

function texts(size: number): Record<string, string> {
  const repeated = (piece: string, joint = '') => {
    const count = Math.max(1, Math.floor(size / (piece.length + joint.length)))
    return Array<string>(count).fill(piece).join(joint)
  }
  const typical =
    "(products_purchased(tag: 'Red hats', date: -60d) = true OR customer_tags CONTAINS 'VIP') AND last_order_date BETWEEN 2026-01-01 AND today AND products_purchased MATCHES (id IN (2012162031638, 2012162031639), date >= -90d)"
  return {
    typical: repeated(typical, ' OR '),
    ids: `products_purchased MATCHES (id IN (${repeated('2012162031638', ', ')}))`,
    'open parentheses': repeated('('),
    'open and closed parentheses': `${repeated('((').slice(0, size / 2)}amount_spent > 1${repeated('))').slice(0, size / 2)}`,
    commas: repeated(','),
    'a long text': `customer_tags CONTAINS '${repeated('x')}'`,
    'a text without end': `customer_tags CONTAINS '${repeated('x')}`,
    'a text of escapes': `customer_tags CONTAINS '${repeated("\\'")}'`,
    quotes: repeated("'"),
    'a long word': repeated('x'),
    'a long number': `amount_spent > ${repeated('1')}`,
    'words nearly right': repeated('amount_spend'),
    'emoji without quotes': repeated('😀'),
    'lines without end': repeated('\r\n'),
    'a million commas': repeated(',').padEnd(1_000_000, ','),
  }
}

function timesOf(text: string, size: number): { median: number; worst: number } {
  const scale = (Math.max(text.length, 1) / Math.max(size, 1)) * (size / 10_000)
  const taken = Array.from({ length: ROUNDS }, () => {
    const begin = performance.now()
    const answer = parseSegmentQuery(text)
    if (answer.outcome === 'parsed') printSegmentQuery(answer.query)
    return (performance.now() - begin) / scale
  }).toSorted((a, b) => a - b)
  return { median: taken[ROUNDS / 2] ?? 0, worst: taken.at(-1) ?? 0 }
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
