import { useTranslation } from 'react-i18next'
import type { BacktestResult } from '../prediction/index.ts'

/** What a back-test comes to, in one sentence. */
export function useVerdictWords(): (result: BacktestResult) => string {
  const { t } = useTranslation('profiles')
  return (result) => {
    if (result.outcome === 'too-little') return t(`backtest.tooLittle.${result.reason}`)
    const { verdict } = result
    if (verdict.key === 'tooFew') return t('backtest.verdict.tooFew', { count: verdict.customers })
    const rule = t(`backtest.rule.${verdict.rule}`)
    return t(`backtest.verdict.${verdict.key}`, { rule, percent: verdict.percent })
  }
}
