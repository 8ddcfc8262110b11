import { BlockStack, Button, Card, DataTable, InlineStack, SkeletonBodyText, Text } from '@shopify/polaris'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useInBrowser } from '../../ui/index.ts'
import { trendOf, type OrderMonth } from '../order-months.ts'

const OrdersChart = lazy(() => import('./orders-chart.tsx'))

/** A customer's orders of two years. The title says what the picture shows; a table says the same in numbers. */
export function OrdersChartCard({ months }: { months: OrderMonth[] }) {
  const { t } = useTranslation('profiles')
  const [asTable, setAsTable] = useState(false)
  const inBrowser = useInBrowser()
  const title = useTitle(months)
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {t('orderChart.meaning')}
          </Text>
        </BlockStack>
        <div style={{ height: 180 }} aria-hidden>
          {inBrowser && (
            <Suspense fallback={<SkeletonBodyText lines={8} />}>
              <OrdersChart months={months} />
            </Suspense>
          )}
        </div>
        <InlineStack>
          <Button variant="plain" ariaExpanded={asTable} onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'orderChart.chart' : 'orderChart.table')}
          </Button>
        </InlineStack>
        {asTable && <MonthTable months={months} />}
      </BlockStack>
    </Card>
  )
}

function MonthTable({ months }: { months: OrderMonth[] }) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const rows = months
    .filter(({ orders }) => orders > 0)
    .toReversed()
    .map(({ month, orders, minor }) => [format.month(month), format.number(orders), format.money(minor)])
  return (
    <DataTable
      columnContentTypes={['text', 'numeric', 'numeric']}
      headings={[t('orderChart.month'), t('orderChart.orders'), t('orderChart.amount')]}
      rows={rows}
    />
  )
}

function useTitle(months: OrderMonth[]): string {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const trend = trendOf(months)
  const amount = trend.kind === 'none' ? '' : format.money(trend.minor)
  const share = 'share' in trend ? format.percent(trend.share) : ''
  return t(`orderChart.${trend.kind}`, { amount, share })
}
