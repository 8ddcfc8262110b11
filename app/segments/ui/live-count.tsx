import { useFetcher } from '@remix-run/react'
import { BlockStack, Card, InlineStack, Link, SkeletonBodyText, Spinner, Text } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { SegmentCount } from '../count.server.ts'
import type { QueryFault } from '../query-fault.ts'

const TYPING_PAUSE = 300

type Counted = ({ outcome: 'counted' } & SegmentCount) | { outcome: 'invalid'; fault: QueryFault }

/** How many customers the query finds while it is edited, and five of them. */
export function LiveCount({ query }: { query: string }) {
  const { t } = useTranslation('segments')
  const { count, counting, complete } = useCount(query)
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t('count.title')}
          </Text>
          {counting && <Spinner size="small" />}
        </InlineStack>
        {query.trim() === '' ? (
          <Text as="p" tone="subdued">
            {t('count.noRule')}
          </Text>
        ) : !complete ? (
          <Text as="p" tone="subdued">
            {t('count.incomplete')}
          </Text>
        ) : count === null ? (
          <SkeletonBodyText lines={3} />
        ) : (
          <Found count={count} />
        )}
      </BlockStack>
    </Card>
  )
}

function Found({ count }: { count: SegmentCount }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const share = format.percent(count.of === 0 ? 0 : count.count / count.of)
  return (
    <BlockStack gap="400">
      <div aria-live="polite">
        <BlockStack gap="100">
          <Text as="p" variant="headingXl">
            {format.number(count.count)}
          </Text>
          <Text as="p">{t('count.share', { share, of: format.number(count.of) })}</Text>
          <Text as="p" tone="subdued" variant="bodySm">
            {t('count.asOf', { time: format.time(count.asOf) })}
          </Text>
        </BlockStack>
      </div>
      {count.count === 0 && <Text as="p">{t('count.nobody')}</Text>}
      {count.sample.length > 0 && (
        <BlockStack gap="200">
          <Text as="h3" fontWeight="semibold">
            {t('count.sample')}
          </Text>
          {count.sample.map((member) => (
            <InlineStack key={member.id} align="space-between" gap="200">
              <BlockStack>
                <Link url={`/app/customers/${member.id}`}>{member.name}</Link>
                <Text as="span" tone="subdued" variant="bodySm">
                  {member.lastOrderAt === null
                    ? t('count.never')
                    : t('count.lastOrder', { day: format.shortDay(member.lastOrderAt) })}
                </Text>
              </BlockStack>
              <Text as="span" numeric>
                {format.money(member.spentMinor)}
              </Text>
            </InlineStack>
          ))}
        </BlockStack>
      )}
    </BlockStack>
  )
}

/** Asks again once editing pauses; the last answer stays while the next is under way. */
function useCount(query: string) {
  const fetcher = useFetcher<Counted>()
  const [count, setCount] = useState<SegmentCount | null>(null)
  const asked = JSON.stringify({ query })
  useEffect(() => {
    const timer = setTimeout(() => {
      fetcher.submit(asked, { method: 'post', encType: 'application/json', action: '/app/segments/count' })
    }, TYPING_PAUSE)
    return () => {
      clearTimeout(timer)
    }
  }, [asked])
  useEffect(() => {
    if (fetcher.data?.outcome === 'counted') setCount(fetcher.data)
  }, [fetcher.data])
  return { count, counting: fetcher.state !== 'idle', complete: fetcher.data?.outcome !== 'invalid' }
}
