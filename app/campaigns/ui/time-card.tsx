import { ChoiceList, FormLayout, TextField } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat, useShop } from '../../ui/index.ts'
import type { Choices } from '../choices.server.ts'
import { plannedBy } from '../draft-form.ts'
import { Section } from './section.tsx'
import type { DraftEditing } from './use-draft-form.ts'

/** When the campaign begins, by the shop's clock. */
export function TimeCard({ editing: { form, change }, choices }: { editing: DraftEditing; choices: Choices }) {
  const { t } = useTranslation('campaigns')
  const { timeZone } = useShop()
  const format = useFormat()
  const planned = plannedBy(form, timeZone)
  return (
    <Section title={t('editor.time')}>
      <ChoiceList
        title={t('editor.time')}
        titleHidden
        choices={[
          { value: 'now', label: t('editor.atOnce') },
          { value: 'later', label: t('editor.later') },
        ]}
        selected={[form.plannedDay === '' ? 'now' : 'later']}
        onChange={([chosen]) => {
          change(
            chosen === 'later'
              ? { plannedDay: choices.tomorrow, plannedTime: '09:00' }
              : { plannedDay: '', plannedTime: '' },
          )
        }}
      />
      {form.plannedDay !== '' && (
        <FormLayout.Group condensed>
          <TextField
            type="date"
            label={t('editor.day')}
            value={form.plannedDay}
            onChange={(plannedDay) => {
              change({ plannedDay })
            }}
            autoComplete="off"
          />
          <TextField
            type="time"
            label={t('editor.clock')}
            helpText={planned === null ? undefined : t('editor.begins', { at: format.dayTime(planned), timeZone })}
            value={form.plannedTime}
            onChange={(plannedTime) => {
              change({ plannedTime })
            }}
            autoComplete="off"
          />
        </FormLayout.Group>
      )}
    </Section>
  )
}
