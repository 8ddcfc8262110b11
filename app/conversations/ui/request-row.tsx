import { Badge, BlockStack, Box, IndexTable, InlineStack, Link, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat, useShop } from '../../ui/index.ts'
import { ageOf } from '../age.ts'
import type { InboxRow } from '../inbox.server.ts'

type Props = { row: InboxRow; asOf: string }

/** A request as a table's row. */
export function RequestCells({ row, asOf }: Props) {
  return (
    <>
      <IndexTable.Cell>
        <RequestLink row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Box maxWidth="32rem">
          <Text as="p" truncate>
            {row.subject}
          </Text>
          <Text as="p" tone="subdued" truncate>
            <Excerpt row={row} />
          </Text>
        </Box>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <StatusBadges row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Age row={row} asOf={asOf} />
      </IndexTable.Cell>
    </>
  )
}

/** The same for a phone. */
export function RequestSummary({ row, asOf }: Props) {
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <RequestLink row={row} />
          <Age row={row} asOf={asOf} />
        </InlineStack>
        <Text as="p">{row.subject}</Text>
        <div style={{ whiteSpace: 'normal' }}>
          <Text as="p" tone="subdued" breakWord>
            <Excerpt row={row} />
          </Text>
        </div>
        <InlineStack gap="100">
          <StatusBadges row={row} />
        </InlineStack>
      </BlockStack>
    </Box>
  )
}

/** Open, answered, or an answer that has not arrived. */
export function StatusBadges({ row }: { row: Pick<InboxRow, 'status' | 'undelivered'> }) {
  const { t } = useTranslation('conversations')
  if (row.undelivered) return <Badge tone="critical">{t('status.undelivered')}</Badge>
  return <Badge tone={row.status === 'open' ? 'attention' : 'success'}>{t(`status.${row.status}`)}</Badge>
}

function Excerpt({ row }: { row: InboxRow }) {
  const { t } = useTranslation('conversations')
  return row.ours ? t('inbox.ours', { text: row.excerpt }) : row.excerpt
}

function RequestLink({ row }: { row: InboxRow }) {
  return (
    <Link url={`/app/requests/${row.id}`} monochrome removeUnderline dataPrimaryLink>
      <Text as="span" fontWeight="semibold">
        {row.who}
      </Text>
    </Link>
  )
}

function Age({ row, asOf }: Props) {
  const format = useFormat()
  const { language } = useShop()
  return (
    <time dateTime={row.createdAt} title={format.dayTime(row.createdAt)}>
      <Text as="span" tone="subdued">
        {ageOf(row.createdAt, asOf, language)}
      </Text>
    </time>
  )
}
