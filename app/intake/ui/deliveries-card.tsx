import { useNavigate, useNavigation } from '@remix-run/react'
import { Box, Button, Card, EmptyState, IndexTable, InlineStack, Text, useBreakpoints } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { DeliveryPage } from '../receipt/deliveries.server.ts'
import { DeliveryFilters } from './delivery-filters.tsx'
import { DeliveryCells, DeliverySummary } from './delivery-row.tsx'
import { RowsSkeleton } from './rows-skeleton.tsx'
import { useDeliveryQuery } from './use-delivery-query.ts'
import { useRetry } from './use-retry.ts'

/** Every delivery from Shopify, with what became of it. */
export function DeliveriesCard({ page, topics }: { page: DeliveryPage; topics: string[] }) {
  const loading = useNavigation().location?.pathname === '/app/sync'
  return (
    <Card padding="0">
      <Heading failed={page.failed} />
      <DeliveryFilters topics={topics} loading={loading} />
      {loading ? <RowsSkeleton /> : page.rows.length === 0 ? <Nothing any={topics.length > 0} /> : <Rows page={page} />}
    </Card>
  )
}

function Heading({ failed }: { failed: number }) {
  const { t } = useTranslation('intake')
  const { query } = useDeliveryQuery()
  const { all, busy } = useRetry()
  return (
    <Box padding="400" paddingBlockEnd="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h2" variant="headingMd">
          {t('receipt.delivery.title')}
        </Text>
        {failed > 0 && (
          <Button
            loading={busy}
            onClick={() => {
              all(query.topic)
            }}
          >
            {t('receipt.delivery.retryAll', { count: failed })}
          </Button>
        )}
      </InlineStack>
    </Box>
  )
}

function Rows({ page }: { page: DeliveryPage }) {
  const { t } = useTranslation('intake')
  const { smDown } = useBreakpoints()
  const navigate = useNavigate()
  const { query, go } = useDeliveryQuery()
  const retry = useRetry()
  return (
    <IndexTable
      condensed={smDown}
      itemCount={page.rows.length}
      selectable={false}
      resourceName={{ singular: t('receipt.delivery.one'), plural: t('receipt.delivery.many') }}
      headings={[
        { title: t('receipt.delivery.topic') },
        { title: t('receipt.delivery.result') },
        { title: t('receipt.delivery.received') },
        { title: t('receipt.delivery.retry'), hidden: true },
      ]}
      pagination={{
        hasPrevious: query.before !== null,
        hasNext: page.next !== null,
        onPrevious: () => {
          navigate(-1)
        },
        onNext: () => {
          if (page.next !== null) go({ before: page.next })
        },
      }}
    >
      {page.rows.map((row, position) => (
        <IndexTable.Row id={row.id} key={row.id} position={position}>
          {smDown ? <DeliverySummary row={row} retry={retry} /> : <DeliveryCells row={row} retry={retry} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  )
}

function Nothing({ any }: { any: boolean }) {
  const { t } = useTranslation('intake')
  const { query, go } = useDeliveryQuery()
  const { state, topic } = query
  const chosen =
    topic === null && state === 'failed'
      ? 'noneFailed'
      : topic === null && state === 'waiting'
        ? 'noneWaiting'
        : 'nothing'
  const words = any ? chosen : 'empty'
  const showAll = {
    content: t('receipt.delivery.nothing.action'),
    onAction: () => {
      go({ state: 'all', topic: null })
    },
  }
  return (
    <EmptyState heading={t(`receipt.delivery.${words}.title`)} image="" {...(any && { action: showAll })}>
      <p>{t(`receipt.delivery.${words}.body`)}</p>
    </EmptyState>
  )
}
