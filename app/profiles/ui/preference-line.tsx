import { useFetcher } from '@remix-run/react'
import { Badge, BlockStack, Button, InlineStack, Text, Tooltip } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { PreferenceView } from '../customer-view.ts'
import { evidenceOf } from '../evidence.ts'
import { sayableKinds } from '../preference-kinds.ts'
import { useValueWords } from './value-words.ts'

/** One liking: its name, how sure, why, and what a merchant can do about it. */
export function PreferenceLine({ preference }: { preference: PreferenceView }) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const words = useValueWords()
  const { kind, value, orders, said, score } = preference
  const name = words(kind, value)
  const sentences = evidenceOf(preference, format, name).map(({ key, values }) => t(key, values))
  if (said !== null)
    sentences.push(t(`preferences.said.${said.author}.${said.stance}`, { day: format.shortDay(said.at) }))
  const dislikes = said?.stance === 'dislikes'
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center" align="space-between">
        <InlineStack gap="200" blockAlign="center">
          <Text
            as="span"
            fontWeight="semibold"
            {...(dislikes && { tone: 'subdued' as const, textDecorationLine: 'line-through' as const })}
          >
            {name}
          </Text>
          {said === null && orders === 0 && <Badge tone="info">{t('preferences.interest')}</Badge>}
          {said !== null && (
            <Badge tone={dislikes ? 'attention' : 'success'}>{t(`preferences.stance.${said.stance}`)}</Badge>
          )}
          {said === null && orders > 0 && (
            <Tooltip content={t('preferences.strengthMeaning')}>
              <Text as="span" tone="subdued">
                {format.percent(score)}
              </Text>
            </Tooltip>
          )}
        </InlineStack>
        {sayableKinds.some((sayable) => sayable === kind) && <Corrections preference={preference} name={name} />}
      </InlineStack>
      <Text as="p" tone="subdued" variant="bodySm">
        {sentences.join(' · ')}
      </Text>
    </BlockStack>
  )
}

function Corrections({ preference: { kind, value, said }, name }: { preference: PreferenceView; name: string }) {
  const { t } = useTranslation('profiles')
  const fetcher = useFetcher()
  const busy = fetcher.state !== 'idle'
  const send = (fields: Record<string, string>) => {
    fetcher.submit(fields, { method: 'post', action: 'preferences' })
  }
  if (said !== null)
    return (
      <Button
        variant="plain"
        disabled={busy}
        accessibilityLabel={t('preferences.undoOf', { name })}
        onClick={() => {
          send({ intent: 'take-back', id: said.id })
        }}
      >
        {t('preferences.undo')}
      </Button>
    )
  return (
    <InlineStack gap="300">
      {(['likes', 'dislikes'] as const).map((stance) => (
        <Button
          key={stance}
          variant="plain"
          disabled={busy}
          accessibilityLabel={t(`preferences.sayOf.${stance}`, { name })}
          onClick={() => {
            send({ intent: 'say', kind, value, stance })
          }}
        >
          {t(`preferences.say.${stance}`)}
        </Button>
      ))}
    </InlineStack>
  )
}
