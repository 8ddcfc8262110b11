import { BlockStack, Box, Card, Divider, InlineStack, Link, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat, useShop } from '../../ui/index.ts'
import type { Redemption } from '../result.server.ts'

/** The newest orders that used a code. */
export function RedemptionTable({ redemptions, total }: { redemptions: Redemption[]; total: number }) {
  const { t } = useTranslation('campaigns')
  if (redemptions.length === 0) return null
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('redemptions.title')}
        </Text>
        {redemptions.map((redemption, place) => (
          <BlockStack key={redemption.orderId} gap="300">
            {place > 0 && <Divider />}
            <Line redemption={redemption} />
          </BlockStack>
        ))}
        {total > redemptions.length && (
          <Text as="p" tone="subdued">
            {t('redemptions.more', { shown: redemptions.length, total })}
          </Text>
        )}
      </BlockStack>
    </Card>
  )
}

function Line({ redemption }: { redemption: Redemption }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const { domain } = useShop()
  const admin = `https://admin.shopify.com/store/${domain.replace('.myshopify.com', '')}/orders/${redemption.orderId}`
  return (
    <InlineStack align="space-between" gap="200" wrap={false}>
      <BlockStack>
        <Link url={`/app/customers/${redemption.customerId}`} removeUnderline monochrome>
          <Text as="span" fontWeight="semibold">
            {redemption.customerName}
          </Text>
        </Link>
        <Text as="span" tone="subdued" variant="bodySm">
          <Link url={admin} target="_top" monochrome>
            {t('redemptions.order', { name: redemption.orderName })}
          </Link>
          {` · ${redemption.code} · ${format.dayTime(redemption.at)}`}
        </Text>
      </BlockStack>
      <Box minWidth="fit-content">
        <BlockStack inlineAlign="end">
          <Text as="span" numeric>
            {format.money(redemption.netMinor)}
          </Text>
          <Text as="span" tone="subdued" variant="bodySm" numeric>
            {t('redemptions.discount', { discount: format.money(redemption.discountMinor) })}
          </Text>
        </BlockStack>
      </Box>
    </InlineStack>
  )
}
