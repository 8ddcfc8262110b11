import { Badge, BlockStack, Card, InlineStack, ProgressBar, Text, Tooltip } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { PreferenceView } from '../customer-view.ts'
import { evidenceOf } from '../evidence.ts'

/** What a customer likes, the strongest first, each with its evidence. */
export function PreferencesCard({ preferences }: { preferences: PreferenceView[] }) {
  const { t } = useTranslation('profiles')
  const [first] = preferences
  return (
    <Card>
      <BlockStack gap="400">
        <Tooltip content={t('preferences.meaning')} preferredPosition="above">
          <Text as="h2" variant="headingMd">
            {first === undefined ? t('preferences.title') : t('preferences.titleFound', { type: first.type })}
          </Text>
        </Tooltip>
        {first === undefined && (
          <Text as="p" tone="subdued">
            {t('preferences.none')}
          </Text>
        )}
        {preferences.map((preference) => (
          <Preference key={preference.type} preference={preference} />
        ))}
      </BlockStack>
    </Card>
  )
}

function Preference({ preference }: { preference: PreferenceView }) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const sentences = evidenceOf(preference, format).map(({ key, values }) => t(key, values))
  return (
    <BlockStack gap="150">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" fontWeight="semibold">
          {preference.type}
        </Text>
        {preference.orders === 0 && <Badge tone="info">{t('preferences.interest')}</Badge>}
      </InlineStack>
      <ProgressBar progress={Math.round(preference.score * 100)} size="small" tone="primary" animated={false} />
      <Text as="p" tone="subdued">
        {sentences.join(' · ')}
      </Text>
    </BlockStack>
  )
}
