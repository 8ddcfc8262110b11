import i18next from 'i18next'
import type { prediction } from '../app/profiles/index.ts'
import en from '../app/profiles/texts/en.json' with { type: 'json' }
import { dateOf } from './backtest-file.ts'

const words = i18next.createInstance()
await words.init({ lng: 'en', resources: { en: { profiles: en } }, defaultNS: 'profiles', showSupportNotice: false })

/** The result of a back-test for a terminal; figures of all models beside those of the naive rules. */
export function backtestText(result: prediction.BacktestResult): string {
  if (result.outcome === 'too-little') return `${words.t(`backtest.tooLittle.${result.reason}`)}\n`
  const { models, naive, verdict } = result
  const scores: [string, prediction.Score][] = [
    ...models.map((one): [string, prediction.Score] => [
      one.model === result.chosen ? `${one.model} *` : one.model,
      one,
    ]),
    ...Object.entries(naive).map(([rule, score]): [string, prediction.Score] => [
      words.t(`backtest.rule.${rule}`),
      score,
    ]),
  ]
  const { spent, nextOrder } = result.coverage
  return [
    `${result.customers} customers until ${dateOf(result.cut)}; in the ${result.horizonDays} days after it ${result.buyersAfter} of them ordered ${result.ordersAfter} times.`,
    `Who has not ordered for ${result.churnDays} days counts as gone, by this shop's rhythm.`,
    '',
    ...models.map(parameters),
    `gammaGamma  p ${figure(result.spend.p)}, q ${figure(result.spend.q)}, gamma ${figure(result.spend.gamma)}; log-likelihood ${result.spend.logLikelihood.toFixed(2)}, ${result.spend.repeaters} repeaters`,
    '',
    ...table(['', 'MAE', 'RMSE', 'total', 'AUC', 'Brier'], scores.map(scoreRow)),
    '* the model with the lowest RMSE here, which the following is about',
    '',
    ...table(
      ['tenth', 'customers', 'predicted to order', 'ordered'],
      result.calibration.map(({ customers, predicted, actual }, i) => [
        String(i + 1),
        String(customers),
        percent(predicted),
        percent(actual),
      ]),
    ),
    '',
    ...table(
      ['repeat orders', 'customers', 'predicted', 'actual'],
      result.byFrequency.map(({ frequency, customers, predicted, actual }) => [
        frequency === 7 ? '7+' : String(frequency),
        String(customers),
        predicted.toFixed(4),
        actual.toFixed(4),
      ]),
    ),
    '',
    `Money inside its interval: ${percent(spent.share)} of ${spent.customers} customers, promised ${percent(spent.nominal)}.`,
    `Next order inside its dates: ${percent(nextOrder.share)} of ${nextOrder.customers} customers, promised ${percent(nextOrder.nominal)} within the known days.`,
    '',
    verdictText(verdict),
    '',
  ].join('\n')
}

function verdictText(verdict: prediction.Verdict): string {
  if (verdict.key === 'tooFew') return words.t('backtest.verdict.tooFew', { count: verdict.customers })
  const rule = words.t(`backtest.rule.${verdict.rule}`)
  return words.t(`backtest.verdict.${verdict.key}`, { rule, percent: verdict.percent })
}

function parameters({ model, basis, parameters, standardErrors, logLikelihood }: prediction.ModelReport): string {
  const values = Object.entries(parameters).map(
    ([name, value]) => `${name} ${figure(value)}${standardErrors ? ` ±${figure(standardErrors[name] ?? 0)}` : ''}`,
  )
  const note = basis === 'own' ? '' : ` (${words.t(`backtest.basis.${basis}`)})`
  return `${model.padEnd(10)}  ${values.join(', ')}; log-likelihood ${logLikelihood.toFixed(2)}${note}`
}

function scoreRow([name, { mae, rmse, totalError, auc, brier }]: [string, prediction.Score]): string[] {
  return [name, mae.toFixed(3), rmse.toFixed(3), percent(totalError), auc?.toFixed(3) ?? '–', brier.toFixed(4)]
}

function table(head: string[], rows: string[][]): string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)))
  const line = (row: string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
  return [line(head), ...rows.map(line)]
}

function figure(value: number): string {
  return value.toPrecision(5)
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`
}
