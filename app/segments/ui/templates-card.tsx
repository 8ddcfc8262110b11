import { BlockStack, Button, Card, Divider, InlineGrid, InlineStack, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { SegmentTemplate } from '../templates.ts'

/** Segments to start from, in the words of this shop's products. */
export function TemplatesCard({ templates }: { templates: SegmentTemplate[] }) {
  const { t } = useTranslation('segments')
  if (templates.length === 0) return null
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('template.title')}
        </Text>
        {templates.map(({ id, type }, index) => (
          <BlockStack key={id} gap="400">
            {index > 0 && <Divider />}
            <InlineGrid columns={{ xs: 1, md: '1fr auto' }} alignItems="center" gap="300">
              <BlockStack gap="050">
                <Text as="h3" fontWeight="semibold">
                  {t(`template.${id}.name`, { type })}
                </Text>
                <Text as="p" tone="subdued">
                  {t(`template.${id}.body`, { type })}
                </Text>
              </BlockStack>
              <InlineStack>
                <Button url={`/app/segments/new?template=${id}`}>{t('template.use')}</Button>
              </InlineStack>
            </InlineGrid>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  )
}
