import { useFetcher } from '@remix-run/react'
import {
  Badge,
  BlockStack,
  Card,
  InlineGrid,
  InlineStack,
  Link,
  SkeletonDisplayText,
  Text,
  Tooltip,
} from '@shopify/polaris'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { CountPair } from '../receipt/counts.server.ts'
import { isLate, judge } from '../receipt/judgement.ts'
import type { Receipt } from '../receipt/receipt.server.ts'
import { useMoment } from './use-moment.ts'

const tones = { complete: 'success', behind: 'warning', attention: 'attention', incomplete: 'info' } as const

/** Up to when everything is here, with the numbers that prove it. */
export function StandingCard({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation('intake')
  const { standing, asOf } = receipt
  const { said } = useMoment(asOf)
  const judgement = judge(standing, new Date(asOf))
  const state = judgement.outcome === 'behind' && !isLate(judgement.lags) ? 'attention' : judgement.outcome
  const known = standing.completeTo !== null
  return (
    <Card>
      <BlockStack gap="500">
        <BlockStack gap="100">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingLg">
              {known
                ? t('receipt.state.completeTo', { moment: said(standing.completeTo ?? '') })
                : t('receipt.state.nothingYet')}
            </Text>
            <Badge tone={tones[state]}>{t(`receipt.state.${state}`)}</Badge>
          </InlineStack>
          <Text as="p" tone="subdued">
            {t(known ? 'receipt.state.completeMeaning' : 'receipt.state.nothingYetMeaning')}
          </Text>
          {known &&
            standing.nightly.map(({ kind, completeTo }) => (
              <Text key={kind} as="p" tone="subdued">
                {t(completeTo === null ? 'receipt.state.nightlyNever' : 'receipt.state.nightly', {
                  kind: t(`receipt.kind.${kind}`),
                  moment: said(completeTo ?? ''),
                })}
              </Text>
            ))}
        </BlockStack>
        <InlineGrid columns={{ xs: 2, md: 3 }} gap="500">
          <Counts />
          <Night repaired={receipt.repairedLastNight} />
          <Queue receipt={receipt} />
          <Failed count={standing.failed} />
        </InlineGrid>
      </BlockStack>
    </Card>
  )
}

/** Asked apart from the page, because Shopify may take its time. */
function Counts() {
  const { t } = useTranslation('intake')
  const { number } = useFormat()
  const fetcher = useFetcher<{ counts: CountPair[] }>()
  const { load } = fetcher
  useEffect(() => {
    load('/app/sync/counts')
  }, [load])
  const pending = (['orders', 'customers', 'products'] as const).map((kind) => ({ kind, here: null, inShop: null }))
  const counts = fetcher.data?.counts ?? pending
  return counts.map(({ kind, here, inShop }) => (
    <Figure
      key={kind}
      name={kind}
      beside={here === null ? t('receipt.figure.loading') : <Difference {...{ here, inShop }} />}
    >
      {here === null
        ? null
        : inShop === null
          ? number(here)
          : t('receipt.figure.ofShop', { here: number(here), inShop: number(inShop) })}
    </Figure>
  ))
}

function Difference({ here, inShop }: { here: number; inShop: number | null }) {
  const { t } = useTranslation('intake')
  if (inShop === null) return t('receipt.figure.silent')
  if (here < inShop) return t('receipt.figure.fewer', { count: inShop - here })
  return here > inShop ? t('receipt.figure.more', { count: here - inShop }) : t('receipt.figure.same')
}

function Night({ repaired }: { repaired: number | null }) {
  const { t } = useTranslation('intake')
  const { number } = useFormat()
  const words = repaired === null ? 'lastNightNever' : repaired === 0 ? 'lastNightNone' : 'lastNightSome'
  return (
    <Figure name="lastNight" beside={t(`receipt.figure.${words}`)}>
      {repaired === null ? '–' : number(repaired)}
    </Figure>
  )
}

function Queue({ receipt: { standing, asOf } }: { receipt: Receipt }) {
  const { t } = useTranslation('intake')
  const { number } = useFormat()
  const { age } = useMoment(asOf)
  const { waiting, waitingSince } = standing
  const beside =
    waitingSince === null ? t('receipt.figure.queueEmpty') : t('receipt.figure.queueOldest', { age: age(waitingSince) })
  return (
    <Figure name="queue" beside={beside}>
      {number(waiting)}
    </Figure>
  )
}

function Failed({ count }: { count: number }) {
  const { t } = useTranslation('intake')
  const { number } = useFormat()
  const show = <Link url="/app/sync?state=failed#deliveries">{t('receipt.figure.failedShow')}</Link>
  return (
    <Figure
      name="failed"
      beside={count === 0 ? t('receipt.figure.failedNone') : show}
      {...(count > 0 && { critical: true })}
    >
      {number(count)}
    </Figure>
  )
}

/** Without children its value is still being asked for. */
type FigureProps = { name: string; beside: ReactNode; critical?: boolean; children: string | null }

function Figure({ name, beside, critical = false, children }: FigureProps) {
  const { t } = useTranslation('intake')
  return (
    <BlockStack gap="100">
      <Tooltip content={t(`receipt.figure.${name}Meaning`)}>
        <Text as="h3" tone="subdued">
          {t(`receipt.figure.${name}`)}
        </Text>
      </Tooltip>
      {children === null ? (
        <SkeletonDisplayText size="small" />
      ) : (
        <Text as="p" variant="headingLg" numeric {...(critical && { tone: 'critical' as const })}>
          {children}
        </Text>
      )}
      <Text as="p" tone="subdued" variant="bodySm">
        {beside}
      </Text>
    </BlockStack>
  )
}
