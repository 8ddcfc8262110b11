import { BlockStack, Card, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { ComparisonView } from '../receipt/comparisons.server.ts'
import { Reason } from './reason.tsx'
import { useMoment } from './use-moment.ts'

/** The last comparison of each kind, and what it came to. */
export function ComparisonsCard({ comparisons, asOf }: { comparisons: ComparisonView[]; asOf: string }) {
  const { t } = useTranslation('intake')
  const { said } = useMoment(asOf)
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('receipt.comparison.title')}
        </Text>
        {comparisons.length === 0 && (
          <Text as="p" tone="subdued">
            {t('receipt.comparison.none')}
          </Text>
        )}
        {comparisons.map((comparison) => {
          const { kind, startedAt, finishedAt } = comparison
          return (
            <BlockStack key={kind} gap="050">
              <Text as="h3" fontWeight="semibold">
                {t(`receipt.comparison.${kind}`)}
              </Text>
              <Result comparison={comparison} />
              <Text as="p" tone="subdued" variant="bodySm">
                {t(finishedAt === null ? 'receipt.comparison.running' : 'receipt.comparison.ended', {
                  moment: said(finishedAt ?? startedAt),
                })}
              </Text>
            </BlockStack>
          )
        })}
      </BlockStack>
    </Card>
  )
}

function Result({ comparison: { finishedAt, problem, compared, repaired } }: { comparison: ComparisonView }) {
  const { t } = useTranslation('intake')
  const { number } = useFormat()
  const words = { compared: number(compared), count: repaired }
  const result = repaired === 0 ? 'receipt.comparison.same' : 'receipt.comparison.repaired'
  return (
    <>
      {finishedAt !== null && <Text as="p">{t(result, words)}</Text>}
      {problem !== null && (
        <>
          {finishedAt === null && <Text as="p">{t('receipt.comparison.brokeOff')}</Text>}
          <Reason problem={problem} critical />
        </>
      )}
    </>
  )
}
