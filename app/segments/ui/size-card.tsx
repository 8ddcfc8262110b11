import { useRevalidator } from '@remix-run/react'
import { BlockStack, Button, Card, DataTable, InlineStack, ProgressBar, SkeletonBodyText, Text } from '@shopify/polaris'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useInBrowser } from '../../ui/index.ts'
import type { MembershipView } from '../membership/page.server.ts'
import { trendOf, type DaySize } from '../size-trend.ts'

const SizeChart = lazy(() => import('./size-chart.tsx'))
const LOOK_AGAIN_MS = 2_000

/** How many belong to the segment and did on each day; says so while they are found anew. */
export function SizeCard({ membership }: { membership: MembershipView }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const { members, asOf, sizes } = membership
  useLookAgain(membership)
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            {useTitle(sizes)}
          </Text>
          {members !== null && (
            <Text as="p" tone="subdued">
              {`${t('membership.size', { count: members })} · ${t('membership.asOf', { moment: format.dayTime(asOf) })}`}
            </Text>
          )}
        </BlockStack>
        <Progress membership={membership} />
        {sizes.length > 1 && <Sizes sizes={sizes} />}
      </BlockStack>
    </Card>
  )
}

function Sizes({ sizes }: { sizes: DaySize[] }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const inBrowser = useInBrowser()
  const [asTable, setAsTable] = useState(false)
  const rows = sizes.toReversed().map(({ day, members }) => [format.calendarDay(day), format.number(members)])
  return (
    <>
      <div style={{ height: 180 }} aria-hidden>
        {inBrowser && (
          <Suspense fallback={<SkeletonBodyText lines={8} />}>
            <SizeChart sizes={sizes} />
          </Suspense>
        )}
      </div>
      <InlineStack>
        <Button variant="plain" ariaExpanded={asTable} onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'membership.hideTable' : 'membership.table')}
        </Button>
      </InlineStack>
      {asTable && (
        <DataTable
          columnContentTypes={['text', 'numeric']}
          headings={[t('membership.day'), t('membership.members')]}
          rows={rows}
        />
      )}
    </>
  )
}

function Progress({ membership: { pending, progress } }: { membership: MembershipView }) {
  const { t } = useTranslation('segments')
  if (!pending && progress === null) return null
  const share = progress === null || progress.total === 0 ? 0 : progress.done / progress.total
  return (
    <div aria-live="polite">
      <BlockStack gap="100">
        <Text as="p" id="segment-progress" tone="subdued">
          {progress === null
            ? t('membership.waiting')
            : t('membership.progress', { ...progress, count: progress.total })}
        </Text>
        <ProgressBar progress={100 * share} size="small" ariaLabelledBy="segment-progress" />
      </BlockStack>
    </div>
  )
}

/** While members are found anew, the page asks how far that is. */
function useLookAgain({ pending, progress, asOf }: MembershipView): void {
  const { revalidate } = useRevalidator()
  const looks = pending || progress !== null
  useEffect(() => {
    if (!looks) return undefined
    const timer = setTimeout(revalidate, LOOK_AGAIN_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [looks, asOf, revalidate])
}

function useTitle(sizes: DaySize[]): string {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const trend = trendOf(sizes)
  if (trend.kind === 'first') return t('membership.trend.first')
  const since = format.calendarDay(trend.since)
  return t(`membership.trend.${trend.kind}`, { since, count: trend.kind === 'same' ? 0 : trend.by })
}
