import { BlockStack, Card, InlineStack, Text, Tooltip } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { Attribution } from '../attribution.server.ts'
import type { CampaignResult } from '../result.server.ts'

type Props = { attribution: Attribution; result: CampaignResult }

/** What is credited to the campaign, first as a sentence, then by cause. */
export function CreditCard({ attribution: { byCode, byClick, clickDays }, result }: Props) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const orders = byCode.orders + byClick.orders
  const net = format.money(byCode.netMinor + byClick.netMinor)
  const figures = [
    { key: 'byCode', value: format.money(byCode.netMinor), beside: t('attribution.count', { count: byCode.orders }) },
    {
      key: 'byClick',
      value: format.money(byClick.netMinor),
      beside: t('attribution.count', { count: byClick.orders }),
    },
    { key: 'discount', value: format.money(result.discountMinor), beside: '' },
  ]
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('attribution.title')}
        </Text>
        <Text as="p">
          {orders === 0
            ? t('attribution.nothingYet', { days: clickDays })
            : t('attribution.finding', { count: orders, orders: format.number(orders), net, days: clickDays })}
        </Text>
        {figures.map(({ key, value, beside }) => (
          <Tooltip key={key} content={t(`attribution.${key}Meaning`, { days: clickDays })}>
            <InlineStack align="space-between" gap="200">
              <Text as="span" tone="subdued">
                {t(`attribution.${key}`)}
                {beside !== '' && ` · ${beside}`}
              </Text>
              <Text as="span" numeric>
                {value}
              </Text>
            </InlineStack>
          </Tooltip>
        ))}
        {result.refundedMinor > 0 && (
          <Text as="p" tone="subdued">
            {t('result.refunded', { refunded: format.money(result.refundedMinor, result.currency) })}
          </Text>
        )}
      </BlockStack>
    </Card>
  )
}
