import { BlockStack, Button, Card, Collapsible, Divider, InlineStack, Link, Text } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { RequestView } from '../request-view.ts'
import { AnswerForm } from './answer-form.tsx'
import { StatusBadges } from './request-row.tsx'
import { Thread } from './thread.tsx'
import { useFreshThread } from './use-fresh-thread.ts'

/** A customer's questions for the profile page: open ones unfolded, each with its answer form. */
export function CustomerRequests({ requests }: { requests: RequestView[] }) {
  const { t } = useTranslation('conversations')
  useFreshThread(requests)
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('profile.title')}
        </Text>
        {requests.length === 0 && (
          <Text as="p" tone="subdued">
            {t('profile.none')}
          </Text>
        )}
        {requests.map((request, index) => (
          <BlockStack key={request.id} gap="400">
            {index > 0 && <Divider />}
            <Request request={request} />
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  )
}

function Request({ request }: { request: RequestView }) {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const [unfolded, setUnfolded] = useState(request.status === 'open')
  const id = `request-${request.id}`
  const undelivered = request.messages.some(({ delivery }) => delivery === 'refused' || delivery === 'uncertain')
  return (
    <BlockStack gap="300">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Link url={`/app/requests/${request.id}`}>{request.subject}</Link>
          <StatusBadges row={{ status: request.status, undelivered }} />
          <Text as="span" tone="subdued">
            {format.shortDay(request.createdAt)}
          </Text>
        </InlineStack>
        <Button
          variant="plain"
          ariaControls={id}
          ariaExpanded={unfolded}
          disclosure={unfolded ? 'up' : 'down'}
          onClick={() => {
            setUnfolded(!unfolded)
          }}
        >
          {t(unfolded ? 'profile.fold' : 'profile.unfold')}
        </Button>
      </InlineStack>
      <Collapsible id={id} open={unfolded}>
        <BlockStack gap="400">
          <Thread request={request} />
          <AnswerForm request={request} />
        </BlockStack>
      </Collapsible>
    </BlockStack>
  )
}
