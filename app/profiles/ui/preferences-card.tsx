import { BlockStack, Button, Card, Divider, Text, Tooltip } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PreferenceView } from '../customer-view.ts'
import { preferenceKinds } from '../preference-kinds.ts'
import { HabitsLine } from './habits-line.tsx'
import { PreferenceLine } from './preference-line.tsx'
import { SayPreference } from './say-preference.tsx'

/** Kinds that are seen at once; the others a click away. */
const AT_FIRST = 3

/** What a customer likes, by kind, the strongest first, each with its evidence and open to correction. */
export function PreferencesCard({ preferences }: { preferences: PreferenceView[] }) {
  const { t } = useTranslation('profiles')
  const [isOpen, setIsOpen] = useState(false)
  const groups = preferenceKinds
    .map((kind) => ({ kind, values: preferences.filter((preference) => preference.kind === kind) }))
    .filter(({ values }) => values.length > 0)
  const type = preferences.find(({ kind, said }) => kind === 'product_type' && said?.stance !== 'dislikes')
  return (
    <Card>
      <BlockStack gap="400">
        <Tooltip content={t('preferences.meaning')} preferredPosition="above">
          <Text as="h2" variant="headingMd">
            {type === undefined ? t('preferences.title') : t('preferences.titleFound', { type: type.value })}
          </Text>
        </Tooltip>
        <HabitsLine preferences={preferences} />
        {preferences.length === 0 && (
          <Text as="p" tone="subdued">
            {t('preferences.none')}
          </Text>
        )}
        {groups.slice(0, isOpen ? groups.length : AT_FIRST).map(({ kind, values }) => (
          <BlockStack key={kind} gap="200">
            <Text as="h3" variant="headingSm" tone="subdued">
              {t(`preferences.kind.${kind}`)}
            </Text>
            {values.map((preference) => (
              <PreferenceLine key={preference.value} preference={preference} />
            ))}
          </BlockStack>
        ))}
        {groups.length > AT_FIRST && (
          <Button
            variant="plain"
            textAlign="left"
            ariaExpanded={isOpen}
            onClick={() => {
              setIsOpen(!isOpen)
            }}
          >
            {t(isOpen ? 'preferences.showFewer' : 'preferences.showAll')}
          </Button>
        )}
        <Divider />
        <SayPreference />
      </BlockStack>
    </Card>
  )
}
