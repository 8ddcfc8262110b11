import { BlockStack, Card, Divider, Text, Tooltip } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { PreferenceView } from '../customer-view.ts'
import { preferenceKinds } from '../preference-kinds.ts'
import { PreferenceLine } from './preference-line.tsx'
import { SayPreference } from './say-preference.tsx'

/** What a customer likes, by kind, the strongest first, each with its evidence and open to correction. */
export function PreferencesCard({ preferences }: { preferences: PreferenceView[] }) {
  const { t } = useTranslation('profiles')
  const type = preferences.find(({ kind, said }) => kind === 'product_type' && said?.stance !== 'dislikes')
  return (
    <Card>
      <BlockStack gap="400">
        <Tooltip content={t('preferences.meaning')} preferredPosition="above">
          <Text as="h2" variant="headingMd">
            {type === undefined ? t('preferences.title') : t('preferences.titleFound', { type: type.value })}
          </Text>
        </Tooltip>
        {preferences.length === 0 && (
          <Text as="p" tone="subdued">
            {t('preferences.none')}
          </Text>
        )}
        {preferenceKinds
          .map((kind) => ({ kind, values: preferences.filter((preference) => preference.kind === kind) }))
          .filter(({ values }) => values.length > 0)
          .map(({ kind, values }) => (
            <BlockStack key={kind} gap="200">
              <Text as="h3" variant="headingSm" tone="subdued">
                {t(`preferences.kind.${kind}`)}
              </Text>
              {values.map((preference) => (
                <PreferenceLine key={preference.value} preference={preference} />
              ))}
            </BlockStack>
          ))}
        <Divider />
        <SayPreference />
      </BlockStack>
    </Card>
  )
}
