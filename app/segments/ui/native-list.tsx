import { useFetcher } from '@remix-run/react'
import {
  BlockStack,
  Button,
  Card,
  EmptyState,
  InlineError,
  InlineGrid,
  InlineStack,
  Page,
  Text,
} from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { NativeSegment } from '../bridge/native.server.ts'
import { sayFault } from './say-fault.ts'
import { useQueryWords } from './use-query-words.ts'

/** The segments that the merchant keeps in Shopify, to be taken over one by one. */
export function NativeList({ segments }: { segments: NativeSegment[] }) {
  const { t } = useTranslation('segments')
  return (
    <Page title={t('native.title')} backAction={{ content: t('list.title'), url: '/app/segments' }}>
      <BlockStack gap="400">
        {segments.length === 0 ? (
          <Card>
            <EmptyState heading={t('native.emptyTitle')} image="">
              <p>{t('native.emptyBody')}</p>
            </EmptyState>
          </Card>
        ) : (
          segments.map((segment) => <Native key={segment.id} segment={segment} />)
        )}
      </BlockStack>
    </Page>
  )
}

function Native({ segment: { id, name, query, fault, taken } }: { segment: NativeSegment }) {
  const { t } = useTranslation('segments')
  const { sayText } = useQueryWords()
  const fetcher = useFetcher()
  return (
    <Card>
      <InlineGrid columns={{ xs: 1, md: '1fr auto' }} alignItems="center" gap="300">
        <BlockStack gap="050">
          <Text as="h2" fontWeight="semibold">
            {name}
          </Text>
          <Text as="p" tone="subdued" breakWord>
            {sayText(query)}
          </Text>
          {fault !== null && <InlineError fieldID={id} message={`${sayFault(fault, t)} ${t('native.remedy')}`} />}
        </BlockStack>
        <InlineStack>
          {taken ? (
            <Text as="span" tone="subdued">
              {t('native.taken')}
            </Text>
          ) : (
            <Button
              disabled={fault !== null}
              loading={fetcher.state !== 'idle'}
              accessibilityLabel={t('native.takeOverNamed', { name })}
              onClick={() => {
                fetcher.submit({ id }, { method: 'post' })
              }}
            >
              {t('native.takeOver')}
            </Button>
          )}
        </InlineStack>
      </InlineGrid>
    </Card>
  )
}
