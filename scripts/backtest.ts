import { parseArgs } from 'node:util'
import { prediction } from '../app/profiles/index.ts'
import { dayOf, readBacktestFile } from './backtest-file.ts'
import { backtestText } from './backtest-text.ts'

const USAGE = 'npm run backtest -- FILE.csv [--split DATE] [--horizon DAYS] [--json]'

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { split: { type: 'string' }, horizon: { type: 'string' }, json: { type: 'boolean', default: false } },
  })
  const [path] = positionals
  if (path === undefined) throw new Error(`Which file? ${USAGE}`)
  const result = prediction.backtest(readBacktestFile(path), {
    ...(values.split === undefined ? {} : { cut: dayOf(values.split, '--split') }),
    ...(values.horizon === undefined ? {} : { horizonDays: daysOf(values.horizon) }),
  })
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : backtestText(result))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}

function daysOf(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new Error(`--horizon: "${text}" is no number of days; write it as 90`)
  return Number(text)
}
