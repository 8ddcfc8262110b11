import { Badge, BlockStack, Button, ButtonGroup, InlineStack, Modal, Text } from '@shopify/polaris'
import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDownload, useFormat } from '../../ui/index.ts'
import type { DataRequestRow } from '../data-request.ts'

/** One request: who asked, until when the answer is due, and what to do with it. */
export function RequestItem({ request, now }: { request: DataRequestRow; now: string }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  const download = useDownload(t('requests.downloadFailed'))
  const { id, name, askedAt, handedOverAt } = request
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          {name}
        </Text>
        <State request={request} now={now} />
      </InlineStack>
      <Text as="p" tone="subdued">
        {t('requests.asked', { day: format.day(askedAt) })}
      </Text>
      <InlineStack>
        <ButtonGroup>
          <Button url={`/app/privacy/${id}`}>{t('requests.read')}</Button>
          <Button onClick={() => void download(`/app/privacy/${id}.json`, `${name}.json`)}>
            {t('requests.download')}
          </Button>
          {handedOverAt === null && <HandOver request={request} />}
        </ButtonGroup>
      </InlineStack>
    </BlockStack>
  )
}

function State({ request: { dueAt, handedOverAt }, now }: { request: DataRequestRow; now: string }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  if (handedOverAt !== null)
    return <Badge tone="success">{t('requests.handedOver', { day: format.day(handedOverAt) })}</Badge>
  const late = dueAt < now
  const key = late ? 'requests.overdue' : 'requests.due'
  return <Badge tone={late ? 'critical' : 'attention'}>{t(key, { day: format.day(dueAt) })}</Badge>
}

function HandOver({ request: { id, name } }: { request: DataRequestRow }) {
  const { t } = useTranslation('privacy')
  const [asking, setAsking] = useState(false)
  const fetcher = useFetcher<{ outcome: 'noted' | 'known' }>()
  const shopify = useAppBridge()
  useEffect(() => {
    if (fetcher.data !== undefined) shopify.toast.show(t('requests.noted'))
  }, [fetcher.data, t, shopify])
  return (
    <>
      <Button variant="primary" loading={fetcher.state !== 'idle'} onClick={() => setAsking(true)}>
        {t('requests.handOver')}
      </Button>
      <Modal
        open={asking}
        onClose={() => setAsking(false)}
        title={t('requests.handOverTitle', { name })}
        primaryAction={{
          content: t('requests.handOver'),
          onAction: () => {
            setAsking(false)
            fetcher.submit({ id }, { method: 'post', action: '/app/privacy?index' })
          },
        }}
        secondaryActions={[{ content: t('requests.cancel'), onAction: () => setAsking(false) }]}
      >
        <Modal.Section>
          <Text as="p">{t('requests.handOverBody')}</Text>
        </Modal.Section>
      </Modal>
    </>
  )
}
