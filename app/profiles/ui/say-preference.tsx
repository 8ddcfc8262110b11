import { useFetcher } from '@remix-run/react'
import { BlockStack, Button, FormLayout, Select, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sayableKinds } from '../preference-kinds.ts'
import { LONGEST_VALUE } from '../statement.ts'

/** Something that the merchant knows and no order tells: "likes silver". */
export function SayPreference() {
  const { t } = useTranslation('profiles')
  const [open, setOpen] = useState(false)
  const [fields, setFields] = useState({ kind: 'material', value: '', stance: 'likes' })
  const fetcher = useFetcher()
  const set = (name: keyof typeof fields) => (given: string) => {
    setFields({ ...fields, [name]: given })
  }
  if (!open)
    return (
      <Button
        variant="plain"
        textAlign="left"
        onClick={() => {
          setOpen(true)
        }}
      >
        {t('preferences.add')}
      </Button>
    )
  const say = () => {
    fetcher.submit({ intent: 'say', ...fields }, { method: 'post', action: 'preferences' })
    setFields({ ...fields, value: '' })
    setOpen(false)
  }
  return (
    <BlockStack gap="300">
      <FormLayout>
        <FormLayout.Group condensed>
          <Select
            label={t('preferences.what')}
            options={(['likes', 'dislikes'] as const).map((stance) => ({
              value: stance,
              label: t(`preferences.stance.${stance}`),
            }))}
            value={fields.stance}
            onChange={set('stance')}
          />
          <Select
            label={t('preferences.of')}
            options={sayableKinds.map((kind) => ({ value: kind, label: t(`preferences.kind.${kind}`) }))}
            value={fields.kind}
            onChange={set('kind')}
          />
        </FormLayout.Group>
        <TextField
          label={t('preferences.value')}
          helpText={t('preferences.valueHelp')}
          autoComplete="off"
          maxLength={LONGEST_VALUE}
          value={fields.value}
          onChange={set('value')}
        />
      </FormLayout>
      <Button disabled={fields.value.trim() === ''} onClick={say}>
        {t('preferences.save')}
      </Button>
    </BlockStack>
  )
}
