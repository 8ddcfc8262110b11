import { Button, FormLayout, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from './use-act.ts'

/** Asks a person once how they are called: Shopify tells only a number. */
export function NameMe({ customerId }: { customerId: string }) {
  const { t } = useTranslation('notes')
  const [name, setName] = useState('')
  const { act, busy } = useAct(customerId)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        act({ intent: 'name-me', name })
      }}
    >
      <FormLayout>
        <TextField
          label={t('me.label')}
          helpText={t('me.ask')}
          value={name}
          onChange={setName}
          maxLength={60}
          autoComplete="name"
          connectedRight={
            <Button submit loading={busy} disabled={name.trim() === ''}>
              {t('me.save')}
            </Button>
          }
        />
      </FormLayout>
    </form>
  )
}
