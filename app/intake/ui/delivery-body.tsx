import { BlockStack, Box, Button, Card, InlineStack, Scrollable, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { BodyPart } from '../receipt/readable-body.ts'
import { useBodyParts } from './use-body-parts.ts'

/** A delivery's body as JSON, part by part; persons are masked until somebody asks to see them. */
export function DeliveryBody({ id, first }: { id: string; first: BodyPart | null }) {
  const { t } = useTranslation('intake')
  const { number } = useFormat()
  const { lines, next, total, revealed, busy, reveal, hide, more } = useBodyParts(id, first)
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('receipt.delivery.body.title')}
          </Text>
          {first !== null && (
            <Button loading={busy} onClick={revealed ? hide : reveal}>
              {t(revealed ? 'receipt.delivery.body.hide' : 'receipt.delivery.body.show')}
            </Button>
          )}
        </InlineStack>
        <Text as="p" tone="subdued">
          {t(`receipt.delivery.body.${first === null ? 'unreadable' : revealed ? 'shown' : 'masked'}`)}
        </Text>
        {first !== null && <Json lines={lines} />}
        {next !== null && (
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="p" tone="subdued">
              {t('receipt.delivery.body.lines', { shown: number(lines.length), total: number(total) })}
            </Text>
            <Button loading={busy} onClick={more}>
              {t('receipt.delivery.body.more', { count: Math.min(total - next, first?.lines.length ?? 0) })}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  )
}

function Json({ lines }: { lines: string[] }) {
  return (
    <Box background="bg-surface-secondary" borderRadius="200">
      <Scrollable style={{ maxHeight: '36rem' }} focusable shadow>
        <Box padding="300">
          <pre
            style={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: '12px', lineHeight: 1.5 }}
          >
            {lines.join('\n')}
          </pre>
        </Box>
      </Scrollable>
    </Box>
  )
}
