import { BlockStack, InlineStack, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { AudienceCheck } from '../audience.server.ts'
import { skipReasons } from '../campaign.ts'

/** How many would get the mail, and why the others would not. */
export function AudienceCount({ audience }: { audience: AudienceCheck }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  return (
    <BlockStack gap="100">
      <Text as="p" fontWeight="semibold">
        {t('audience.recipients', { count: audience.recipients, people: format.number(audience.recipients) })}
      </Text>
      {audience.held > 0 && (
        <Text as="p" tone="subdued">
          {t('audience.held', { count: audience.held, people: format.number(audience.held) })}
        </Text>
      )}
      {skipReasons
        .filter((reason) => audience.skipped[reason] > 0)
        .map((reason) => (
          <InlineStack key={reason} align="space-between" gap="200">
            <Text as="span" tone="subdued">
              {t(`reason.${reason}`)}
            </Text>
            <Text as="span" tone="subdued" numeric>
              {format.number(audience.skipped[reason])}
            </Text>
          </InlineStack>
        ))}
      {audience.nameless > 0 && (
        <Text as="p" tone="subdued">
          {t('audience.nameless', { count: audience.nameless, people: format.number(audience.nameless) })}
        </Text>
      )}
    </BlockStack>
  )
}
