import { BlockStack, Box, InlineStack, Link, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { Money } from '../../kernel/index.ts'
import { useFormat } from '../../ui/index.ts'
import type { TimelineEntryView } from '../customer-view.ts'

/** One thing that happened: what, when, and with which amount; it leads to where there is more of it. */
export function TimelineEntryLine({ entry }: { entry: TimelineEntryView }) {
  const { t: told, i18n } = useTranslation(entry.room)
  const format = useFormat()
  const meaning = `timeline.${entry.kind}Money`
  // A room may say what the amount is: a discount, say, rather than what was paid.
  const moneyText = ({ minor, currency }: Money) => {
    const amount = format.money(minor, currency)
    return i18n.exists(`${entry.room}:${meaning}`) ? told(meaning, { amount }) : amount
  }
  const values = Object.entries(entry.values).map(([name, value]) => [
    name,
    isDay(value) ? format.calendarDay(value) : value,
  ])
  const text = told(`timeline.${entry.kind}`, Object.fromEntries(values) as typeof entry.values)
  return (
    <InlineStack gap="300" wrap={false} blockAlign="start">
      <Box minWidth="3.25rem">
        <Text as="span" tone="subdued" numeric>
          {format.time(entry.at)}
        </Text>
      </Box>
      <Box width="100%">
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
            <div key={index} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {line}
            </div>
          ))}
        </BlockStack>
      </Box>
    </InlineStack>
  )
}

function isDay(value: string | number): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
}

function EntryLink({ url, children }: { url: string; children: string }) {
  const inAdmin = url.startsWith('shopify:')
  return (
    <Link url={url} {...(inAdmin && { target: '_top' as const })}>
      {children}
    </Link>
  )
}
