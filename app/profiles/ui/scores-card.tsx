import { BlockStack, Card, DataTable, Text, Tooltip } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { Backtest, Score } from '../prediction/index.ts'

const rules = ['sameRate', 'recency', 'frequency', 'zero'] as const
const measures = ['total', 'rmse', 'mae', 'auc', 'brier'] as const

/** The chosen model's errors beside those of the rules that need no model. */
export function ScoresCard({ result }: { result: Backtest }) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const own = result.models.find(({ model }) => model === result.chosen)
  const scores: [string, Score][] = [
    ...(own === undefined ? [] : [[t('backtest.model'), own] as [string, Score]]),
    ...rules.map((rule): [string, Score] => [t(`backtest.rule.${rule}`), result.naive[rule]]),
  ]
  const cells = ({ totalError, rmse, mae, auc, brier }: Score) => [
    totalError === null ? '–' : format.signedPercent(totalError),
    format.decimal(rmse),
    format.decimal(mae),
    auc === null ? '–' : format.percent(auc),
    format.decimal(brier),
  ]
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('backtest.scores')}
        </Text>
        <DataTable
          columnContentTypes={['text', ...measures.map(() => 'numeric' as const)]}
          headings={[
            '',
            ...measures.map((measure) => (
              <Tooltip key={measure} content={t(`backtest.meaning.${measure}`)}>
                <Text as="span">{t(`backtest.measure.${measure}`)}</Text>
              </Tooltip>
            )),
          ]}
          rows={scores.map(([name, score]) => [name, ...cells(score)])}
        />
      </BlockStack>
    </Card>
  )
}
