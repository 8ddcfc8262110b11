import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, InlineGrid, Page } from '@shopify/polaris'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeliveryPage } from '../receipt/deliveries.server.ts'
import { judge } from '../receipt/judgement.ts'
import type { Receipt } from '../receipt/receipt.server.ts'
import { CheckedCard } from './checked-card.tsx'
import { ComparisonsCard } from './comparisons-card.tsx'
import { DeliveriesCard } from './deliveries-card.tsx'
import { RefusalsBanner } from './refusals-banner.tsx'
import { RepairsCard } from './repairs-card.tsx'
import { StandingCard } from './standing-card.tsx'
import { SyncProblems } from './sync-notice.tsx'
import { useFreshData } from './use-fresh-data.ts'

type Props = { receipt: Receipt; deliveries: DeliveryPage; topics: string[] }

/** The receipt of everything that came from the shop: how complete it is, what was put right, what is left to do. */
export function ReceiptPage({ receipt, deliveries, topics }: Props) {
  const { t } = useTranslation('intake')
  const check = useCheck(receipt)
  const { asOf, standing, comparisons, repairs } = receipt
  const judgement = judge(standing, new Date(asOf))
  useFreshData(check.underWay || standing.waiting > 0, LOOK_AGAIN_MS)
  return (
    <Page
      title={t('receipt.title')}
      subtitle={t('receipt.subtitle')}
      secondaryActions={[{ content: t('import.page'), url: '/app/import' }]}
      {...(standing.history === 'done' && {
        primaryAction: { content: t('receipt.check.action'), loading: check.underWay, onAction: check.begin },
      })}
    >
      <BlockStack gap="400">
        {judgement.outcome === 'behind' && <SyncProblems lags={judgement.lags} asOf={asOf} />}
        <RefusalsBanner refusals={receipt.refusals} />
        <StandingCard receipt={receipt} />
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400" alignItems="start">
          <ComparisonsCard comparisons={comparisons} asOf={asOf} />
          <RepairsCard repairs={repairs} asOf={asOf} />
        </InlineGrid>
        <CheckedCard kinds={receipt.kinds} asOf={asOf} />
        <div id="deliveries">
          <DeliveriesCard page={deliveries} topics={topics} />
        </div>
      </BlockStack>
    </Page>
  )
}

const LOOK_AGAIN_MS = 3_000
const PATIENCE_MS = 120_000

const kinds = ['recent', 'daily'] as const

/** Begins both comparisons; under way until both have ended after that, or patience has. */
function useCheck({ asOf, comparisons }: Receipt) {
  const { t } = useTranslation('intake')
  const shopify = useAppBridge()
  const fetcher = useFetcher<{ outcome: 'checking'; at: string }>()
  const begunAt = fetcher.data?.at
  useEffect(() => {
    if (begunAt !== undefined) shopify.toast.show(t('receipt.check.begun'))
  }, [begunAt]) // once for each click
  const ended = kinds.every((kind) =>
    comparisons.some((run) => run.kind === kind && begunAt !== undefined && (run.finishedAt ?? '') >= begunAt),
  )
  const waited = begunAt !== undefined && Date.parse(asOf) - Date.parse(begunAt) > PATIENCE_MS
  return {
    underWay: fetcher.state !== 'idle' || (begunAt !== undefined && !ended && !waited),
    begin: () => {
      fetcher.submit({ intent: 'check' }, { method: 'post', action: '/app/sync?index' })
    },
  }
}
