import { BlockStack, Card, InlineError, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { QueryFault } from '../query-fault.ts'
import { QueryInput } from './query-input.tsx'
import type { SegmentDraft } from './use-segment-draft.ts'
import { sayFault } from './say-fault.ts'
import { useQueryWords } from './use-query-words.ts'

const ofTypes = ['preferred_product_type', 'products_purchased.product_type', 'service_requests.product_type']

type Props = { draft: SegmentDraft; types: string[]; refused: QueryFault | null }

/** The same conditions as text, in Shopify's own query language, and in plain words. */
export function QueryCard({ draft, types, refused }: Props) {
  const { t } = useTranslation('segments')
  const { sayText } = useQueryWords()
  const fault = draft.fault ?? refused
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('query.title')}
          </Text>
          <Text as="p" tone="subdued">
            {t('query.help')}
          </Text>
        </BlockStack>
        <QueryInput
          label={t('query.title')}
          value={draft.text}
          faultAt={fault?.at ?? null}
          describedBy="query-said"
          valuesOf={(subject) => (ofTypes.includes(subject) ? types : [])}
          onChange={draft.write}
        />
        <div id="query-said" aria-live="polite">
          {fault !== null ? (
            <InlineError message={sayFault(fault, t)} fieldID="query-said" />
          ) : (
            <Text as="p">{sayText(draft.text)}</Text>
          )}
        </div>
      </BlockStack>
    </Card>
  )
}
