import { BlockStack, Card, InlineGrid, Link, Text, Tooltip } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'

/** Money net of refunds, in minor units of the shop's currency. */
export type HomeNumbers = {
  customers: number
  buyers: number
  orders: number
  regulars: number
  recent: { days: number; orders: number; netMinor: number; inOtherCurrency: number }
  openRequests: number
}

/** Five figures that say how the shop stands, each with its meaning and the page behind it. */
export function Numbers({ numbers }: { numbers: HomeNumbers }) {
  const { t } = useTranslation('insights')
  const format = useFormat()
  const { days, inOtherCurrency } = numbers.recent
  const words = { days, buyers: format.number(numbers.buyers), orders: format.number(numbers.recent.orders) }
  const meaningOf = (key: string) =>
    [
      t(`home.figure.${key}Meaning`, words),
      ...(key === 'revenue' && inOtherCurrency > 0 ? [t('home.otherCurrency', { count: inOtherCurrency })] : []),
    ].join(' ')
  const regulars = '/app/customers?group=CHAMPIONS&group=LOYAL'
  const figures = [
    { key: 'revenue', value: format.money(numbers.recent.netMinor), url: null },
    { key: 'customers', value: format.number(numbers.customers), url: '/app/customers' },
    { key: 'orders', value: format.number(numbers.orders), url: null },
    { key: 'regulars', value: format.number(numbers.regulars), url: regulars },
    { key: 'open', value: format.number(numbers.openRequests), url: '/app/requests?status=open' },
  ]
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('home.numbers')}
        </Text>
        <InlineGrid columns={{ xs: 2, md: 5 }} gap="400">
          {figures.map(({ key, value, url }) => (
            <BlockStack key={key} gap="100">
              <Tooltip content={meaningOf(key)}>
                <Text as="h3" tone="subdued">
                  {t(`home.figure.${key}`, words)}
                </Text>
              </Tooltip>
              <Text as="p" variant="headingLg" numeric>
                {url === null ? (
                  value
                ) : (
                  <Link url={url} removeUnderline monochrome>
                    {value}
                  </Link>
                )}
              </Text>
            </BlockStack>
          ))}
        </InlineGrid>
      </BlockStack>
    </Card>
  )
}
