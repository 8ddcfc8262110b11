import { BlockStack, Box, Card, Divider, InlineStack, Link, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat, useShop } from '../../ui/index.ts'
import type { Attributed, Attribution } from '../attribution.server.ts'

/** The ledger of attribution: the newest orders that are credited to the campaign, each with the reason. */
export function AttributionTable({ attribution: { orders, byCode, byClick } }: { attribution: Attribution }) {
  const { t } = useTranslation('campaigns')
  const total = byCode.orders + byClick.orders
  if (total === 0) return null
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('attribution.orders')}
        </Text>
        {orders.map((order, place) => (
          <BlockStack key={order.orderId} gap="300">
            {place > 0 && <Divider />}
            <Line order={order} />
          </BlockStack>
        ))}
        {total > orders.length && (
          <Text as="p" tone="subdued">
            {t('attribution.more', { shown: orders.length, total })}
          </Text>
        )}
      </BlockStack>
    </Card>
  )
}

function Line({ order }: { order: Attributed }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const { domain } = useShop()
  const admin = `https://admin.shopify.com/store/${domain.replace('.myshopify.com', '')}/orders/${order.orderId}`
  return (
    <InlineStack align="space-between" gap="200" wrap={false}>
      <BlockStack>
        <Link url={`/app/customers/${order.customerId}`} removeUnderline monochrome>
          <Text as="span" fontWeight="semibold">
            {order.customerName}
          </Text>
        </Link>
        <Text as="span" tone="subdued" variant="bodySm">
          <Link url={admin} target="_top" monochrome>
            {t('attribution.order', { name: order.orderName })}
          </Link>
          {` · ${t(`attribution.cause.${order.cause}`, { code: order.code })} · ${format.dayTime(order.at)}`}
        </Text>
      </BlockStack>
      <Box minWidth="fit-content">
        <BlockStack inlineAlign="end">
          <Text as="span" numeric>
            {format.money(order.netMinor)}
          </Text>
          {order.discountMinor > 0 && (
            <Text as="span" tone="subdued" variant="bodySm" numeric>
              {t('attribution.saved', { discount: format.money(order.discountMinor) })}
            </Text>
          )}
        </BlockStack>
      </Box>
    </InlineStack>
  )
}
