import { useFetcher, useRevalidator } from '@remix-run/react'
import { Banner, BlockStack, Card, EmptyState, Page, Text } from '@shopify/polaris'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { ModelView } from '../outlook-view.ts'
import type { BacktestResult } from '../prediction/index.ts'
import { CalibrationCard } from './calibration-card.tsx'
import { ParametersCard } from './parameters-card.tsx'
import { ScoresCard } from './scores-card.tsx'
import { useVerdictWords } from './verdict-words.ts'

type Props = { model: ModelView; result: BacktestResult | null }

/** How good the predictions are in this shop: what was expected of its past beside what then happened. */
export function BacktestPage({ model, result }: Props) {
  const { t } = useTranslation('profiles')
  const fetcher = useFetcher()
  const verdict = useVerdictWords()
  const format = useFormat()
  const busy = model.stage !== null || fetcher.state !== 'idle'
  const again = () => fetcher.submit(null, { method: 'post' })
  return (
    <Page
      title={t('backtest.title')}
      backAction={{ content: t('backtest.back'), url: '/app' }}
      primaryAction={{ content: t('backtest.again'), onAction: again, loading: busy }}
      {...(model.fittedAt !== null && { subtitle: t('backtest.asOf', { moment: format.dayTime(model.fittedAt) }) })}
    >
      <BlockStack gap="400">
        {model.stage !== null && <Progress stage={model.stage} />}
        {result?.outcome !== 'tested' ? (
          <Card>
            <EmptyState heading={t('backtest.emptyTitle')} image="">
              <p>{result === null ? t('backtest.emptyBody') : verdict(result)}</p>
            </EmptyState>
          </Card>
        ) : (
          <>
            <Card>
              <BlockStack gap="200">
                <Text as="h2" variant="headingMd">
                  {verdict(result)}
                </Text>
                <Text as="p" tone="subdued">
                  {t('backtest.intro', {
                    customers: format.number(result.customers),
                    days: format.number(result.horizonDays),
                    buyers: format.number(result.buyersAfter),
                    orders: format.number(result.ordersAfter),
                  })}
                </Text>
              </BlockStack>
            </Card>
            <ScoresCard result={result} />
            <CalibrationCard result={result} />
            <ParametersCard result={result} />
          </>
        )}
      </BlockStack>
    </Page>
  )
}

function Progress({ stage }: { stage: NonNullable<ModelView['stage']> }) {
  const { t } = useTranslation('profiles')
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const timer = setInterval(revalidate, 1500)
    return () => clearInterval(timer)
  }, [revalidate])
  return <Banner>{t(`backtest.stage.${stage}`)}</Banner>
}
