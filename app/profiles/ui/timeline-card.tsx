import { useFetcher } from '@remix-run/react'
import { BlockStack, Box, Button, Card, Divider, InlineStack, Link, Text } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Money } from '../../kernel/index.ts'
import { useFormat } from '../../ui/index.ts'
import type { TimelineEntryView, TimelinePage } from '../customer-view.ts'

/** Everything that happened with a customer, newest first; older pages are fetched on demand. */
export function TimelineCard({ customerId, page }: { customerId: string; page: TimelinePage }) {
  const { t } = useTranslation('profiles')
  const { entries, next, fetchOlder, fetching } = useTimeline(customerId, page)
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('timelineCard.title')}
        </Text>
        {entries.length === 0 && (
          <Text as="p" tone="subdued">
            {t('timelineCard.none')}
          </Text>
        )}
        {entries.map((entry, index) => (
          <BlockStack key={entry.id} gap="400">
            {index > 0 && <Divider />}
            <Entry entry={entry} />
          </BlockStack>
        ))}
        {next !== null && (
          <InlineStack align="center">
            <Button onClick={fetchOlder} loading={fetching}>
              {t('timelineCard.older')}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  )
}

function Entry({ entry }: { entry: TimelineEntryView }) {
  const { t: told, i18n } = useTranslation(entry.room)
  const format = useFormat()
  const meaning = `timeline.${entry.kind}Money`
  // A room may say what the amount is: a discount, say, rather than what was paid.
  const moneyText = ({ minor, currency }: Money) => {
    const amount = format.money(minor, currency)
    return i18n.exists(`${entry.room}:${meaning}`) ? told(meaning, { amount }) : amount
  }
  const text = told(`timeline.${entry.kind}`, entry.values)
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" gap="200" wrap={false}>
        <Text as="span" fontWeight="semibold" breakWord>
          {entry.link === undefined ? text : <EntryLink url={entry.link}>{text}</EntryLink>}
        </Text>
        {entry.money !== undefined && (
          <Box minWidth="fit-content">
            <Text as="span" numeric>
              {moneyText(entry.money)}
            </Text>
          </Box>
        )}
      </InlineStack>
      {entry.lines?.map((line, index) => (
        <Text key={index} as="p" breakWord>
          {line}
        </Text>
      ))}
      <Text as="span" tone="subdued" variant="bodySm">
        {format.dayTime(entry.at)}
      </Text>
    </BlockStack>
  )
}

function EntryLink({ url, children }: { url: string; children: string }) {
  const inAdmin = url.startsWith('shopify:')
  return (
    <Link url={url} {...(inAdmin && { target: '_top' as const })}>
      {children}
    </Link>
  )
}

/** The first page as the loader gave it, and the older ones fetched after it. */
function useTimeline(customerId: string, first: TimelinePage) {
  const fetcher = useFetcher<TimelinePage>({ key: `timeline-${customerId}` })
  const [older, setOlder] = useState<TimelinePage[]>([])
  useEffect(() => {
    setOlder([])
  }, [customerId])
  useEffect(() => {
    const { data } = fetcher
    if (data !== undefined && fetcher.state === 'idle') setOlder((pages) => [...pages, data])
  }, [fetcher.data]) // once for each page that arrives
  const pages = [first, ...older]
  const byId = new Map(pages.flatMap((page) => page.entries.map((entry) => [entry.id, entry] as const)))
  const next = pages.at(-1)?.next ?? null
  return {
    entries: [...byId.values()],
    next,
    fetching: fetcher.state !== 'idle',
    fetchOlder: () => {
      if (next !== null) fetcher.load(`/app/customers/${customerId}/timeline?before=${encodeURIComponent(next)}`)
    },
  }
}
