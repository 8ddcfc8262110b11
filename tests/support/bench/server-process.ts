import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'
import type { Part } from '../../../scripts/processes.ts'

/** Peak resident memory of a running part in MiB, as the kernel counts it; NaN where there is no /proc. */
export function peakRssMiB({ process: child }: Part): number {
  try {
    const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8')
    return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024)
  } catch {
    return Number.NaN
  }
}

/** CPU seconds that a process has used so far, with its living children; NaN where there is no /proc. */
export function cpuSeconds(pid: number): number {
  if (!existsSync('/proc')) return Number.NaN
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return processes
    .map(statOf)
    .filter((stat) => stat !== null && (stat.pid === pid || stat.parent === pid))
    .reduce((sum, stat) => sum + (stat?.seconds ?? 0), 0)
}

/** Process id of the server that this connection leads to, which is on this machine. */
export async function postmasterOf(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ pid: string }>(
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`,
  )
  return Number(rows[0]?.pid)
}

// Behind the name, which may hold spaces: state, parent, …; the 14th and 15th field are user and system time in ticks of 10 ms.
function statOf(pid: string): { pid: number; parent: number; seconds: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return { pid: Number(pid), parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / 100 }
  } catch {
    return null // it ended meanwhile
  }
}

export function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

/** The value below which this share of the numbers lies. */
export function quantile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
