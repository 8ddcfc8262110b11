import { BlockStack, Card, DataTable, SkeletonBodyText, Text } from '@shopify/polaris'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useInBrowser } from '../../ui/index.ts'
import type { Backtest } from '../prediction/index.ts'

const CalibrationChart = lazy(() => import('./calibration-chart.tsx'))

/** Of those to whom the model gave so many chances, how many did order; and whether the intervals kept their promise. */
export function CalibrationCard({ result }: { result: Backtest }) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const inBrowser = useInBrowser()
  const { calibration, coverage } = result
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('backtest.calibration')}
        </Text>
        <Text as="p" tone="subdued">
          {t('backtest.meaning.calibration')}
        </Text>
        <div style={{ height: 220 }} aria-hidden>
          {inBrowser && (
            <Suspense fallback={<SkeletonBodyText lines={8} />}>
              <CalibrationChart bins={calibration} />
            </Suspense>
          )}
        </div>
        <DataTable
          columnContentTypes={['text', 'numeric', 'numeric', 'numeric']}
          headings={['tenth', 'customers', 'predicted', 'actual'].map((column) => t(`backtest.column.${column}`))}
          rows={calibration.map(({ customers, predicted, actual }, i) => [
            format.number(i + 1),
            format.number(customers),
            format.percent(predicted),
            format.percent(actual),
          ])}
        />
        {(['spent', 'nextOrder'] as const).map((kind) => {
          const { share, customers, nominal } = coverage[kind]
          return (
            <Text as="p" key={kind}>
              {share === null
                ? t(`backtest.coverage.${kind}Nobody`)
                : t(`backtest.coverage.${kind}`, {
                    ...{ share: format.percent(share), nominal: format.percent(nominal) },
                    customers: format.number(customers),
                  })}
            </Text>
          )
        })}
      </BlockStack>
    </Card>
  )
}
