import { useFetcher, useRevalidator } from '@remix-run/react'
import { Banner, BlockStack, InlineGrid, Layout, Page, ProgressBar, Text, Card } from '@shopify/polaris'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import { UNINSTALLED, type Campaign } from '../campaign.ts'
import type { RecipientPage } from '../recipients.server.ts'
import type { Attribution } from '../attribution.server.ts'
import type { Effect } from '../effect/index.ts'
import type { CampaignResult } from '../result.server.ts'
import { MailsCard } from './result-cards.tsx'
import { RecipientTable } from './recipient-table.tsx'
import { AttributionTable } from './attribution-table.tsx'
import { CreditCard } from './credit-card.tsx'
import { EffectCard } from './effect-card.tsx'
import { Steering, useSteering } from './steering.tsx'
import { StatusBadge } from './status-badge.tsx'

type Props = {
  campaign: Campaign
  result: CampaignResult
  attribution: Attribution
  effect: Effect
  recipients: RecipientPage
  /** Shopify's number of the person who looks. */
  person: string
}

const LOOK_AGAIN = 2_000

/** What a released campaign is doing, and what it has brought until now. */
export function CampaignResultPage({ campaign, result, attribution, effect, recipients, person }: Props) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const busy = campaign.status === 'preparing' || campaign.status === 'sending'
  useLookAgain(busy)
  const steering = useSteering(campaign, person)
  const released = campaign.releasedAt === null ? '' : format.day(campaign.releasedAt)
  const until = campaign.endsAt === null ? '' : format.day(campaign.endsAt)
  return (
    <Page
      title={campaign.name}
      titleMetadata={<StatusBadge status={campaign.status} />}
      subtitle={t('result.period', { released, until, target: campaign.target.title })}
      backAction={{ content: t('editor.back'), url: '/app/campaigns' }}
      {...steering.actions}
    >
      <BlockStack gap="400">
        <Steering steering={steering} />
        {campaign.status === 'failed' && <Failure problem={campaign.problem ?? ''} />}
        {campaign.problem === UNINSTALLED && (
          <Banner tone="warning" title={t('result.heldTitle')}>
            <p>{t('result.heldBody')}</p>
          </Banner>
        )}
        {busy && <Progress result={result} status={campaign.status} />}
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
                <EffectCard effect={effect} until={until} />
                <CreditCard attribution={attribution} result={result} />
              </InlineGrid>
              <AttributionTable attribution={attribution} />
              <RecipientTable page={recipients} result={result} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <MailsCard result={result} />
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  )
}

function Failure({ problem }: { problem: string }) {
  const { t } = useTranslation('campaigns')
  const retry = useFetcher({ key: 'campaign-retry' })
  return (
    <Banner
      tone="critical"
      title={t('result.failedTitle')}
      action={{
        content: t('result.retry'),
        loading: retry.state !== 'idle',
        onAction: () => {
          retry.submit({ intent: 'goOn' }, { method: 'post' })
        },
      }}
    >
      <p>{t('result.failedBody', { problem })}</p>
    </Banner>
  )
}

function Progress({ result, status }: { result: CampaignResult; status: 'preparing' | 'sending' | (string & {}) }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const mails = result.audience - result.skipped - result.held - result.forgotten
  const done = status === 'preparing' ? result.codesIssued : mails - result.pending
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="p">
          {t(status === 'preparing' ? 'result.preparing' : 'result.sending', {
            done: format.number(done),
            all: format.number(mails),
          })}
        </Text>
        <ProgressBar progress={mails === 0 ? 0 : (done / mails) * 100} size="small" />
      </BlockStack>
    </Card>
  )
}

function useLookAgain(busy: boolean) {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!busy) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') revalidate()
    }, LOOK_AGAIN)
    return () => {
      clearInterval(timer)
    }
  }, [busy, revalidate])
}
