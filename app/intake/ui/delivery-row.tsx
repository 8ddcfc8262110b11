import { BlockStack, Box, Button, IndexTable, InlineStack, Link, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { DeliveryRow } from '../receipt/deliveries.server.ts'
import { reasonOf } from '../receipt/reason.ts'
import { OutcomeBadge } from './outcome-badge.tsx'
import type { useRetry } from './use-retry.ts'
import { useTopicName } from './use-topic-name.ts'

type Props = { row: DeliveryRow; retry: ReturnType<typeof useRetry> }

/** A delivery as a table's row. */
export function DeliveryCells({ row, retry }: Props) {
  const format = useFormat()
  return (
    <>
      <IndexTable.Cell>
        <Topic row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Result row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>{format.dayTime(row.receivedAt)}</IndexTable.Cell>
      <IndexTable.Cell>
        <Again row={row} retry={retry} />
      </IndexTable.Cell>
    </>
  )
}

/** The same for a phone. */
export function DeliverySummary({ row, retry }: Props) {
  const format = useFormat()
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
          <Topic row={row} />
          <Text as="span" tone="subdued" alignment="end">
            {format.dayTime(row.receivedAt)}
          </Text>
        </InlineStack>
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Result row={row} />
          <Again row={row} retry={retry} />
        </InlineStack>
      </BlockStack>
    </Box>
  )
}

function Topic({ row }: { row: DeliveryRow }) {
  const topicName = useTopicName()
  return (
    <Link url={`/app/sync/${row.id}`} monochrome removeUnderline dataPrimaryLink>
      <Text as="span" fontWeight="semibold">
        {topicName(row.topic)}
      </Text>
    </Link>
  )
}

function Result({ row }: { row: DeliveryRow }) {
  const { t } = useTranslation('intake')
  const { outcome, reason, attempts } = row
  const told = outcome === 'failed' || outcome === 'waiting'
  return (
    <BlockStack gap="050" inlineAlign="start">
      <OutcomeBadge outcome={outcome} />
      {told && reason !== null && (
        <div style={{ maxWidth: '26rem', whiteSpace: 'normal' }}>
          <Text as="p" tone="subdued" variant="bodySm" breakWord>
            {t(`receipt.delivery.why.${reasonOf(reason)}`)}
          </Text>
        </div>
      )}
      {told && attempts > 0 && (
        <Text as="p" tone="subdued" variant="bodySm">
          {t('receipt.delivery.attemptsMade', { count: attempts })}
        </Text>
      )}
    </BlockStack>
  )
}

function Again({ row, retry }: Props) {
  const { t } = useTranslation('intake')
  if (row.outcome !== 'failed') return null
  return (
    <Button
      size="slim"
      disabled={retry.busy}
      onClick={() => {
        retry.one(row.id)
      }}
    >
      {t('receipt.delivery.retry')}
    </Button>
  )
}
