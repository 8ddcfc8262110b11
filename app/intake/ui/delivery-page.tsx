import { Banner, BlockStack, Card, Layout, Page, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { DeliveryView } from '../receipt/delivery.server.ts'
import type { BodyPart } from '../receipt/readable-body.ts'
import { reasonOf } from '../receipt/reason.ts'
import { DISMISSED, mayDismiss, remedyOf } from '../receipt/remedy.ts'
import { DeliveryBody } from './delivery-body.tsx'
import { OutcomeBadge } from './outcome-badge.tsx'
import { Reason } from './reason.tsx'
import { useFreshData } from './use-fresh-data.ts'
import { useRetry } from './use-retry.ts'
import { useTopicName } from './use-topic-name.ts'

const LOOK_AGAIN_MS = 2_000

/** One delivery: what became of it, what its headers said, and its body with persons masked. */
export function DeliveryPage({ delivery, body }: { delivery: DeliveryView; body: BodyPart | null }) {
  const { t } = useTranslation('intake')
  const format = useFormat()
  const topicName = useTopicName()
  useFreshData(delivery.outcome === 'waiting', LOOK_AGAIN_MS)
  const meaning = delivery.reason === DISMISSED ? 'dismissed' : delivery.outcome
  return (
    <Page
      backAction={{ content: t('receipt.title'), url: '/app/sync' }}
      title={topicName(delivery.topic)}
      titleMetadata={<OutcomeBadge outcome={delivery.outcome} />}
      subtitle={`${format.dayTime(delivery.receivedAt)}. ${t(`receipt.delivery.outcomeMeaning.${meaning}`)}`}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Problem delivery={delivery} />
            <DeliveryBody id={delivery.id} first={body} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Facts delivery={delivery} />
        </Layout.Section>
      </Layout>
    </Page>
  )
}

function Problem({ delivery }: { delivery: DeliveryView }) {
  const { t } = useTranslation('intake')
  const { one, dismiss, busy } = useRetry()
  const { id, topic, outcome, reason, retryable } = delivery
  if (!retryable) return null
  const failed = outcome === 'failed'
  const words = failed ? 'failed' : 'delayed'
  const again = {
    content: t('receipt.delivery.retry'),
    loading: busy,
    onAction: () => {
      one(id)
    },
  }
  const away = {
    content: t('receipt.delivery.dismiss'),
    onAction: () => {
      dismiss(id)
    },
  }
  return (
    <Banner
      tone={failed ? 'critical' : 'warning'}
      title={t(`receipt.delivery.${words}Title`)}
      action={again}
      {...(failed && mayDismiss(topic) && { secondaryAction: away })}
    >
      <BlockStack gap="200">
        {reason !== null && <Reason problem={reason}>{t(`receipt.delivery.why.${reasonOf(reason)}`)}</Reason>}
        <Text as="p">
          {failed ? t(`receipt.delivery.remedy.${remedyOf(topic, reason)}`) : t('receipt.delivery.delayedBody')}
        </Text>
        {failed && (
          <Text as="p" tone="subdued">
            {t('receipt.delivery.failedBody')}
          </Text>
        )}
      </BlockStack>
    </Banner>
  )
}

function Facts({ delivery }: { delivery: DeliveryView }) {
  const { t } = useTranslation('intake')
  const format = useFormat()
  const { topic, triggeredAt, receivedAt, settledAt, attempts, eventId, webhookId, apiVersion } = delivery
  const facts = {
    triggered: format.dayTime(triggeredAt),
    received: format.dayTime(receivedAt),
    settled: settledAt === null ? t('receipt.delivery.notYet') : format.dayTime(settledAt),
    attempts: format.number(attempts),
    topic,
    eventId,
    webhookId,
    apiVersion,
  }
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('receipt.delivery.facts')}
        </Text>
        {Object.entries(facts).map(([name, value]) => (
          <BlockStack key={name}>
            <Text as="h3" tone="subdued" variant="bodySm">
              {t(`receipt.delivery.fact.${name}`)}
            </Text>
            <Text as="p" breakWord>
              {value}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  )
}
