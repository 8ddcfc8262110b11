import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { SHOP_SPEND, simulateShop } from '../app/profiles/prediction/simulated-shop.ts'
import { dateOf, readBacktestFile } from '../../scripts/backtest-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'backtest-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function file(content: string): string {
  const path = join(folder, 'orders.csv')
  writeFileSync(path, content)
  return path
}

test('a file is read by the names of its columns, and ids stay text', () => {
  const path = file('\uFEFFshop,amount,date,customer_id\nx,12.50,2026-01-31,007\nx,-3,2026-02-01T10:00:00Z,"1,5"\n')
  const [first, second] = readBacktestFile(path)
  expect(first).toMatchObject({ customer: '007', value: 12.5 })
  expect(second).toMatchObject({ customer: '1,5', value: -3, day: (first?.day ?? 0) + 1 })
})

test.each([
  ['customer,date,amount\n', /lacks the column customer_id; its first line is "customer,date,amount"/],
  ['customer_id;date;amount\n', /lacks the column customer_id, date, amount/],
  ['', /is empty/],
  ['customer_id,date,amount\n1,2026-02-31,5\n', /line 2, column date: "2026-02-31" is no date/],
  ['customer_id,date,amount\n1,2026-02-01,5\n2,2026-02-01,"1,5"\n', /line 3, column amount: "1,5" is no amount/],
  ['customer_id,date,amount\n ,2026-02-01,5\n', /line 2, column customer_id is empty/],
  ['customer_id,date,amount\n1,2026-02-01\n', /line 2, column amount: "" is no amount/],
])('%j is refused with what is wrong and where', (content, reason) => {
  const path = file(content)
  expect(() => readBacktestFile(path)).toThrow(reason)
})

test('the command reports every figure beside the naive rules, as text and as JSON', () => {
  const parameters = [0.9, 8, 0.6, 3]
  const shape = { spend: SHOP_SPEND, customers: 800, joinDays: 200, days: 400, futureDays: 200, seed: 2 }
  const lines = simulateShop({ model: 'bgNbd', parameters, ...shape })
    .filter(({ day }) => day <= 600)
    .map(({ customer, day, value }) => `${customer},${dateOf(19_000 + day)},${String(value)}`)
  const path = file(`customer_id,date,amount\n${lines.join('\n')}\n`)
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/backtest.ts', path, '--split', dateOf(19_400), ...args], { encoding: 'utf8' })
  expect(run().stdout).toMatch(/In your shop the forecast is better than the best rule of thumb/)
  const report = JSON.parse(run('--horizon', '90', '--json').stdout) as Record<string, unknown>
  expect(report).toMatchObject({ outcome: 'tested', horizonDays: 90, customers: 800, verdict: { key: 'better' } })
  expect(Object.keys(report.naive as object)).toEqual(['sameRate', 'recency', 'frequency', 'zero'])
  const refused = run('--horizon', 'soon')
  expect(refused).toMatchObject({ status: 2, stdout: '' })
  expect(refused.stderr).toMatch(/--horizon: "soon" is no number of days/)
})
