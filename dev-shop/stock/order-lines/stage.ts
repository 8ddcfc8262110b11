import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import type { CsvError } from 'csv-parse'
import type { ShopState } from '../../state/open.ts'
import { lineColumns, readLine } from './line.ts'
import { wholeRecords } from './whole-records.ts'
import type { LineColumn, OrderLine, ReadLine } from './line.ts'

const BATCH = 20_000

type Parsed = { record: string[]; info: { lines: number } }

/**
 * Reads the file into the temporary table `staged`, one row a good line, and every other line into refused_lines.
 * Returns the number of lines after the header. Throws when the header lacks a column, naming it.
 */
export async function stageLines(state: ShopState, csvPath: string, timeZone: string): Promise<number> {
  state.exec(`create temp table staged (
    line integer primary key, is_return integer not null, invoice text not null, code text not null,
    description text not null, quantity integer not null, at text not null, price integer not null,
    customer text not null, country text not null)`)
  const into = stagingInto(state)
  let lines = 0
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 100_000,
  })
  parser.on('skip', (error: CsvError) => {
    lines += 1
    into.refuse(Number(error.lines), 'malformed CSV')
  })
  const load = async (records: AsyncIterable<Parsed>) => {
    let read: ((record: string[]) => ReadLine) | undefined
    for await (const { record, info } of records) {
      if (!read) {
        read = readerFor(record, timeZone)
        state.exec('begin')
        continue
      }
      lines += 1
      const result = read(record)
      if (result.outcome === 'line') into.stage(info.lines, result.line)
      else into.refuse(info.lines, result.reason)
      if (lines % BATCH === 0) state.exec('commit; begin')
    }
    if (!read) throw new Error(`${csvPath} is empty: the header is missing`)
    state.exec('commit')
  }
  const whole = (chunks: AsyncIterable<Buffer>) =>
    wholeRecords(chunks, (number) => {
      lines += 1
      into.refuse(number, 'a quotation mark is not closed')
    })
  const source = createReadStream(csvPath, { highWaterMark: 1 << 18 })
  if (csvPath.endsWith('.gz')) await pipeline(source, createGunzip(), whole, parser, load)
  else await pipeline(source, whole, parser, load)
  return lines
}

/** Forgets the staged lines. */
export function dropStage(state: ShopState): void {
  state.exec('drop table if exists temp.staged; drop table if exists temp.sold')
}

function readerFor(header: string[], timeZone: string) {
  const names = header.map((name) => name.trim())
  const missing = lineColumns.filter((column) => !names.includes(column))
  if (missing.length > 0) throw new Error(`the header lacks ${missing.join(', ')}; it has ${names.join(', ')}`)
  const positions = new Map<LineColumn, number>(lineColumns.map((column) => [column, names.indexOf(column)]))
  return (record: string[]): ReadLine => {
    if (record.length !== names.length) return { outcome: 'refused', reason: 'wrong number of columns' }
    return readLine((column) => record[positions.get(column) ?? -1] ?? '', timeZone)
  }
}

function stagingInto(state: ShopState) {
  const staged = state.prepare('insert into staged values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const refused = state.prepare('insert or ignore into refused_lines (line_number, reason) values (?, ?)')
  return {
    stage(number: number, line: OrderLine): void {
      const { invoice, stockCode, description, quantity, at, price, customer, country } = line
      const isReturn = line.kind === 'return' ? 1 : 0
      staged.run(
        number,
        isReturn,
        invoice,
        stockCode,
        description,
        quantity,
        at.toISOString(),
        price,
        customer,
        country,
      )
    },
    refuse(number: number, reason: string): void {
      refused.run(number, reason)
    },
  }
}
