import { BlockStack, Box, IndexTable, InlineStack, Link, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { CustomerRow } from '../customer-view.ts'
import { GroupBadge } from './group-badge.tsx'
import { useOutlookWords } from './outlook-words.ts'
import { RiskBadge } from './risk-badge.tsx'

/** A customer's cells on a wide screen. */
export function CustomerCells({ row }: { row: CustomerRow }) {
  const format = useFormat()
  const { t } = useTranslation('profiles')
  return (
    <>
      <IndexTable.Cell>
        <Name row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <GroupBadge group={row.group} />
      </IndexTable.Cell>
      <IndexTable.Cell>{row.preferredType ?? '–'}</IndexTable.Cell>
      <IndexTable.Cell>
        <BlockStack>
          <Text as="span" alignment="end" numeric>
            {format.money(row.spentMinor)}
          </Text>
          <Text as="span" alignment="end" numeric tone="subdued" variant="bodySm">
            {t('header.orders', { count: row.orders })}
          </Text>
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end" {...(row.lastOrderAt === null && { tone: 'subdued' as const })}>
          {row.lastOrderAt === null ? t('list.never') : format.shortDay(row.lastOrderAt)}
        </Text>
      </IndexTable.Cell>
      <Expected expected={row.expected} />
    </>
  )
}

function Expected({ expected }: { expected: CustomerRow['expected'] }) {
  const format = useFormat()
  const { nextText } = useOutlookWords()
  return (
    <>
      <IndexTable.Cell>
        <Text as="span" alignment="end" numeric>
          {expected === null ? '–' : format.money(expected.minor)}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>{expected === null ? '–' : <RiskBadge risk={expected.risk} />}</IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" {...(expected?.next == null && { tone: 'subdued' as const })}>
          {expected === null ? '–' : nextText(expected)}
        </Text>
      </IndexTable.Cell>
    </>
  )
}

/** The same on a phone. */
export function CustomerSummary({ row }: { row: CustomerRow }) {
  const format = useFormat()
  const { nextText } = useOutlookWords()
  const { t } = useTranslation('profiles')
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Name row={row} />
          <Text as="span" numeric>
            {t('list.spent', { amount: format.money(row.spentMinor) })}
          </Text>
        </InlineStack>
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <GroupBadge group={row.group} />
          <Text as="span" tone="subdued">
            {row.lastOrderAt === null ? t('list.never') : t('list.last', { day: format.shortDay(row.lastOrderAt) })}
          </Text>
        </InlineStack>
        {row.expected !== null && (
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <RiskBadge risk={row.expected.risk} named />
            <Text as="span" tone="subdued">
              {t('list.next', { next: nextText(row.expected) })}
            </Text>
          </InlineStack>
        )}
      </BlockStack>
    </Box>
  )
}

function Name({ row }: { row: CustomerRow }) {
  const { t } = useTranslation('profiles')
  const beside = [row.guest ? t('list.guest') : null, row.city].filter(Boolean).join(' · ')
  return (
    <BlockStack>
      <Link url={`/app/customers/${row.id}`} dataPrimaryLink removeUnderline monochrome>
        <Text as="span" fontWeight="semibold">
          {row.name || t('list.guest')}
        </Text>
      </Link>
      {beside !== '' && (
        <Text as="span" tone="subdued" variant="bodySm">
          {beside}
        </Text>
      )}
    </BlockStack>
  )
}
