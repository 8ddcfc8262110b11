import { BlockStack, Checkbox, FormLayout, Select, Tabs, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages, type Language } from '../../kernel/index.ts'
import { useShop } from '../../ui/index.ts'
import type { AutomationOffer, MailStep } from '../definition.ts'
import { withStep } from '../edit-definition.ts'
import { NumberField } from './number-field.tsx'
import type { Editing } from './use-editing.ts'

type Props = { editing: Editing; step: MailStep }

const STANDARD: AutomationOffer = { value: { kind: 'percentage', percent: 10 }, on: 'preferred', validDays: 14 }

/** Words in both languages, and the offer whose code each person gets. */
export function MailFields({ editing, step }: Props) {
  const { t } = useTranslation('automations')
  const [language, setLanguage] = useState<Language>(useShop().language)
  const { subject, body } = step.messages[language]
  const set = (changed: Partial<MailStep>) => {
    editing.change(withStep(editing.definition, { ...step, ...changed }))
  }
  const write = (part: 'subject' | 'body') => (text: string) => {
    set({ messages: { ...step.messages, [language]: { ...step.messages[language], [part]: text } } })
  }
  return (
    <BlockStack gap="300">
      <Tabs
        tabs={languages.map((id) => ({ id: `${step.id}-${id}`, content: t(`language.${id}`) }))}
        selected={languages.indexOf(language)}
        onSelect={(tab) => {
          setLanguage(languages[tab] ?? 'de')
        }}
      />
      <TextField
        label={t('field.subject')}
        value={subject}
        maxLength={200}
        autoComplete="off"
        error={editing.problem(step.id, `messages.${language}.subject`)}
        onChange={write('subject')}
      />
      <TextField
        label={t('field.body')}
        helpText={t('field.bodyHelp', { occasion: '{{ occasion }}', interest: '{{ interest }}', code: '{{ code }}' })}
        value={body}
        multiline={8}
        maxLength={20_000}
        autoComplete="off"
        error={editing.problem(step.id, `messages.${language}.body`)}
        onChange={write('body')}
      />
      <OfferFields editing={editing} step={step} set={set} />
    </BlockStack>
  )
}

function OfferFields({ editing, step, set }: Props & { set: (changed: Partial<MailStep>) => void }) {
  const { t } = useTranslation('automations')
  const { offer } = step
  const about = ['new-collection', 'new-product', 'discount'].includes(editing.definition.trigger.kind)
  const targets = about ? (['occasion', 'preferred'] as const) : (['preferred'] as const)
  return (
    <BlockStack gap="300">
      <Checkbox
        label={t('field.offer')}
        helpText={t('field.offerHelp')}
        checked={offer !== null}
        onChange={(checked) => {
          set({ offer: checked ? { ...STANDARD, on: about ? 'occasion' : 'preferred' } : null })
        }}
      />
      {offer !== null && (
        <FormLayout>
          <FormLayout.Group condensed>
            {offer.value.kind === 'percentage' ? (
              <NumberField
                label={t('field.percent')}
                value={offer.value.percent}
                suffix="%"
                error={editing.problem(step.id, 'offer.value.percent')}
                onChange={(percent) => {
                  set({ offer: { ...offer, value: { kind: 'percentage', percent } } })
                }}
              />
            ) : (
              <Text as="p">{t('field.amountOffer')}</Text>
            )}
            <NumberField
              label={t('field.validDays')}
              value={offer.validDays}
              error={editing.problem(step.id, 'offer.validDays')}
              onChange={(validDays) => {
                set({ offer: { ...offer, validDays } })
              }}
            />
          </FormLayout.Group>
          <Select
            label={t('field.on')}
            value={offer.on}
            options={targets.map((value) => ({ value, label: t(`field.on_${value}`) }))}
            onChange={(on) => {
              set({ offer: { ...offer, on: on === 'occasion' ? 'occasion' : 'preferred' } })
            }}
          />
        </FormLayout>
      )}
    </BlockStack>
  )
}
