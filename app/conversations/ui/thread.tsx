import { useFetcher } from '@remix-run/react'
import { Banner, BlockStack, Box, InlineStack, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import { mayTryAgain } from '../delivery-state.ts'
import type { MessageView, RequestView } from '../request-view.ts'

/** A request's messages, oldest first. */
export function Thread({ request }: { request: RequestView }) {
  return (
    <BlockStack gap="300" as="ol">
      {request.messages.map((message) => (
        <Message key={message.id} requestId={request.id} message={message} />
      ))}
    </BlockStack>
  )
}

function Message({ requestId, message }: { requestId: string; message: MessageView }) {
  const format = useFormat()
  const { t } = useTranslation('conversations')
  return (
    <Box
      as="li"
      padding="300"
      borderRadius="200"
      background={message.direction === 'received' ? 'bg-surface-secondary' : 'bg-surface-info'}
    >
      <BlockStack gap="200">
        <InlineStack align="space-between" gap="200">
          <Text as="h3" variant="headingSm">
            {message.author}
          </Text>
          <Text as="span" tone="subdued">
            {format.dayTime(message.at)}
          </Text>
        </InlineStack>
        <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{message.body}</div>
        {message.delivery !== null && !mayTryAgain(message.delivery) && (
          <Text as="p" tone="subdued" variant="bodySm">
            {t(`delivery.${message.delivery}`)}
            {message.problem !== null && ` ${t('undelivered.reason', { problem: message.problem })}`}
          </Text>
        )}
        <Undelivered requestId={requestId} message={message} />
      </BlockStack>
    </Box>
  )
}

function Undelivered({ requestId, message }: { requestId: string; message: MessageView }) {
  const { t } = useTranslation('conversations')
  const fetcher = useFetcher()
  const { delivery, problem } = message
  if (delivery === null || !mayTryAgain(delivery)) return null
  const tryAgain = () => {
    fetcher.submit(
      { intent: 'try-again', messageId: message.id },
      { method: 'post', action: `/app/requests/${requestId}` },
    )
  }
  return (
    <Banner
      tone={delivery === 'refused' ? 'critical' : 'warning'}
      title={t(`undelivered.${delivery}.title`)}
      action={{ content: t('undelivered.tryAgain'), onAction: tryAgain, loading: fetcher.state !== 'idle' }}
    >
      <p>{t(`undelivered.${delivery}.body`)}</p>
      {problem !== null && delivery !== 'stopped' && <p>{t('undelivered.reason', { problem })}</p>}
    </Banner>
  )
}
