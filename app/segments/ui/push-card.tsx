import { useFetcher } from '@remix-run/react'
import { Badge, Banner, BlockStack, Button, Card, InlineStack, Modal, ProgressBar, Text } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'

/** How a segment is kept in Shopify; counts of tags in the last run. */
export type PushView = {
  way: string
  tag: string | null
  status: string
  toDo: number
  done: number
  problem: string | null
  settledAt: Date | null
}

/** Keeps the segment in Shopify, where its discounts, Flow and e-mail can use it, or takes it back. */
export function PushCard({ push }: { push: PushView | null }) {
  const { t } = useTranslation('segments')
  const fetcher = useFetcher()
  const ask = (intent: 'push' | 'withdraw') => {
    fetcher.submit({ intent }, { method: 'post' })
  }
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between">
          <Text as="h2" variant="headingMd">
            {t('push.title')}
          </Text>
          {push !== null && (
            <Badge tone={push.status === 'failed' ? 'critical' : push.status === 'done' ? 'success' : 'info'}>
              {t(`push.status.${push.status}`)}
            </Badge>
          )}
        </InlineStack>
        <Text as="p" tone="subdued">
          {push === null ? t('push.body') : t(`push.way.${push.way}`, { tag: push.tag ?? '' })}
        </Text>
        {push !== null && <Course push={push} />}
        <InlineStack gap="200">
          {(push === null || push.status === 'failed') && (
            <Button
              loading={fetcher.state !== 'idle'}
              onClick={() => {
                ask('push')
              }}
            >
              {t(push === null ? 'push.ask' : 'push.again')}
            </Button>
          )}
          {push !== null && push.status !== 'withdrawing' && (
            <Withdraw
              onWithdraw={() => {
                ask('withdraw')
              }}
            />
          )}
        </InlineStack>
      </BlockStack>
    </Card>
  )
}

function Course({ push: { status, toDo, done, problem, settledAt } }: { push: PushView }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const busy = status === 'working' || status === 'withdrawing'
  return (
    <BlockStack gap="200">
      {busy && toDo > 0 && (
        <>
          <ProgressBar size="small" progress={(100 * done) / toDo} />
          <Text as="p">{t('push.progress', { done: format.number(done), of: format.number(toDo) })}</Text>
        </>
      )}
      {problem !== null && (
        <Banner tone="critical">
          <Text as="p">{t('push.problem', { problem })}</Text>
        </Banner>
      )}
      {status === 'done' && settledAt !== null && (
        <Text as="p" tone="subdued" variant="bodySm">
          {t('push.asOf', { time: format.dayTime(settledAt) })}
        </Text>
      )}
    </BlockStack>
  )
}

function Withdraw({ onWithdraw }: { onWithdraw: () => void }) {
  const { t } = useTranslation('segments')
  const [asking, setAsking] = useState(false)
  const close = () => {
    setAsking(false)
  }
  const withdraw = () => {
    close()
    onWithdraw()
  }
  return (
    <>
      <Button
        variant="plain"
        onClick={() => {
          setAsking(true)
        }}
      >
        {t('push.withdraw')}
      </Button>
      <Modal
        open={asking}
        onClose={close}
        title={t('push.withdrawTitle')}
        primaryAction={{ content: t('push.withdraw'), destructive: true, onAction: withdraw }}
        secondaryActions={[{ content: t('editor.cancel'), onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">{t('push.withdrawBody')}</Text>
        </Modal.Section>
      </Modal>
    </>
  )
}
