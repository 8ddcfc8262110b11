import { Banner, BlockStack, Button, Card, InlineStack, SkeletonBodyText, Text } from '@shopify/polaris'
import { useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { TimelineEntryView } from '../customer-view.ts'
import { TimelineEntryLine } from './timeline-entry.tsx'
import { TimelineFilter } from './timeline-filter.tsx'
import { useTimeline, type History } from './use-timeline.ts'

/** Everything that happened with a customer, newest first and by day; older pages are fetched on demand. */
export function TimelineCard({ customerId, history }: { customerId: string; history: History }) {
  const { t } = useTranslation('profiles')
  const { entries, next, fetchOlder, fetching, failed } = useTimeline(customerId, history)
  const { state, location } = useNavigation()
  const narrowing = state === 'loading' && location.pathname === `/app/customers/${customerId}`
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('timelineCard.title')}
        </Text>
        <TimelineFilter topics={history.topics} asked={history.asked} find={history.find} />
        <div aria-live="polite" aria-busy={narrowing}>
          {narrowing ? (
            <SkeletonBodyText lines={8} />
          ) : entries.length === 0 ? (
            <Nothing history={history} more={next !== null} />
          ) : (
            <Days entries={entries} />
          )}
        </div>
        {failed && <Banner tone="critical">{t('timelineCard.problem')}</Banner>}
        {next !== null && !narrowing && (
          <InlineStack align="center">
            <Button onClick={fetchOlder} loading={fetching}>
              {t(history.find === '' ? 'timelineCard.older' : 'timelineCard.further')}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  )
}

function Nothing({ history: { asked, find }, more }: { history: History; more: boolean }) {
  const { t } = useTranslation('profiles')
  const words = more ? 'searchedFar' : asked.length > 0 || find !== '' ? 'nothing' : 'none'
  return (
    <Text as="p" tone="subdued">
      {t(`timelineCard.${words}`)}
    </Text>
  )
}

function Days({ entries }: { entries: TimelineEntryView[] }) {
  const format = useFormat()
  const days = Map.groupBy(entries, ({ at }) => format.day(at))
  return (
    <BlockStack gap="500">
      {[...days].map(([day, ofDay]) => (
        <BlockStack key={day} gap="300">
          <Text as="h3" variant="headingSm" tone="subdued">
            {day}
          </Text>
          {ofDay.map((entry) => (
            <TimelineEntryLine key={entry.id} entry={entry} />
          ))}
        </BlockStack>
      ))}
    </BlockStack>
  )
}
