import { BlockStack, Card, InlineGrid, List, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { LaggingKind } from '../receipt/judgement.ts'
import { Reason } from './reason.tsx'
import { useMoment } from './use-moment.ts'

const limits = ['untold', 'parts', 'deleted', 'subscriptions'] as const

/** Every kind that is compared with the shop, how far it is complete, and what no comparison can find. */
export function CheckedCard({ kinds, asOf }: { kinds: LaggingKind[]; asOf: string }) {
  const { t } = useTranslation('intake')
  const { said } = useMoment(asOf)
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('receipt.checked.title')}
        </Text>
        <InlineGrid columns={{ xs: 1, sm: 2, lg: 3 }} gap="400">
          {kinds.map(({ kind, completeTo, problem }) => (
            <BlockStack key={kind} gap="050">
              <Text as="h3" fontWeight="semibold">
                {t(`receipt.kind.${kind}`)}
              </Text>
              <Text as="p" tone="subdued">
                {completeTo === null
                  ? t('receipt.checked.never')
                  : t('receipt.checked.upTo', { moment: said(completeTo) })}
              </Text>
              {problem !== null && <Reason problem={problem} critical />}
            </BlockStack>
          ))}
        </InlineGrid>
        <BlockStack gap="100">
          <Text as="h3" fontWeight="semibold">
            {t('receipt.checked.notTitle')}
          </Text>
          <List>
            {limits.map((limit) => (
              <List.Item key={limit}>{t(`receipt.checked.not.${limit}`)}</List.Item>
            ))}
          </List>
        </BlockStack>
      </BlockStack>
    </Card>
  )
}
