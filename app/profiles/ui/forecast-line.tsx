import { Card, InlineStack, Link, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { BacktestResult } from '../prediction/index.ts'
import { useVerdictWords } from './verdict-words.ts'

/** How far the shop's predictions can be trusted, in a sentence, and where it is shown. */
export function ForecastLine({ result }: { result: BacktestResult | null }) {
  const { t } = useTranslation('profiles')
  const verdict = useVerdictWords()
  if (result === null) return null
  return (
    <Card>
      <InlineStack gap="200">
        <Text as="p">{verdict(result)}</Text>
        <Link url="/app/insights/backtest">{t('outlook.howGood')}</Link>
      </InlineStack>
    </Card>
  )
}
