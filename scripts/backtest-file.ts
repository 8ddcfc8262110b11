import { existsSync, readFileSync } from 'node:fs'
import { parse, CsvError } from 'csv-parse/sync'
import type { prediction } from '../app/profiles/index.ts'

const columns = ['customer_id', 'date', 'amount'] as const
const MS_A_DAY = 86_400_000

type Line = { record: string[]; info: { lines: number } }

/**
 * Reads orders from a CSV file with the columns customer_id, date (YYYY-MM-DD, a time after it is ignored) and amount
 * (a point for decimals, below zero for a refund), in any order among others. Customers' ids stay text.
 * @throws Error that says which column is missing, or which line and column cannot be read
 */
export function readBacktestFile(path: string): prediction.Purchase[] {
  if (!existsSync(path)) throw new Error(`There is no file ${path}`)
  const [header, ...lines] = parseCsv(path)
  if (!header) throw new Error(`${path} is empty; its first line must name the columns ${columns.join(', ')}`)
  const names = header.record.map((name) => name.trim())
  const missing = columns.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    throw new Error(
      `${path} lacks the column ${missing.join(', ')}; its first line is "${header.record.join(',').slice(0, 200)}"`,
    )
  }
  const [customer, date, amount] = columns.map((column) => names.indexOf(column)) as [number, number, number]
  return lines.map(({ record, info }) => {
    const at = (column: string) => `${path}, line ${String(info.lines)}, column ${column}`
    return {
      customer: customerOf(record[customer] ?? '', at('customer_id')),
      day: dayOf(record[date] ?? '', at('date')),
      value: amountOf(record[amount] ?? '', at('amount')),
    }
  })
}

function parseCsv(path: string): Line[] {
  try {
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true } as const
    return parse(readFileSync(path), options) as unknown as Line[]
  } catch (error) {
    if (error instanceof CsvError) throw new Error(`${path} is not CSV: ${error.message}`, { cause: error })
    throw error
  }
}

function customerOf(text: string, place: string): string {
  if (text.trim() === '') throw new Error(`${place} is empty`)
  return text
}

/** @returns days since 1970 */
export function dayOf(text: string, place: string): number {
  const date = /^\s*(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(text)?.[1]
  const moment = date === undefined ? NaN : Date.parse(`${date}T00:00:00Z`)
  // Date.parse rolls 31 February over into March.
  if (Number.isNaN(moment) || new Date(moment).toISOString().slice(0, 10) !== date)
    throw new Error(`${place}: "${text}" is no date; write it as 2026-11-24`)
  return moment / MS_A_DAY
}

export function dateOf(day: number): string {
  return new Date(day * MS_A_DAY).toISOString().slice(0, 10)
}

function amountOf(text: string, place: string): number {
  if (!/^\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*$/.test(text))
    throw new Error(`${place}: "${text}" is no amount; write it as 1234.50`)
  return Number(text)
}
