import { BlockStack, Checkbox, FormLayout, Select, TextField } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { Step } from '../definition.ts'
import { withStep } from '../edit-definition.ts'
import { MailFields } from './mail-fields.tsx'
import { NumberField } from './number-field.tsx'
import type { Editing } from './use-editing.ts'

type Props<Kind extends Step = Step> = { editing: Editing; step: Kind }

/** What can be set at a step of each kind. */
export function StepFields({ editing, step }: Props) {
  const { t } = useTranslation('automations')
  const set = (changed: Step) => {
    editing.change(withStep(editing.definition, changed))
  }
  const error = (field: string) => editing.problem(step.id, field)
  switch (step.kind) {
    case 'wait':
      return <WaitFields editing={editing} step={step} />
    case 'branch':
      return (
        <TextField
          label={t('field.query')}
          helpText={t('field.queryHelp')}
          value={step.query}
          multiline={2}
          autoComplete="off"
          error={error('query')}
          onChange={(query) => {
            set({ ...step, query })
          }}
        />
      )
    case 'split':
      return (
        <NumberField
          label={t('field.splitPercent')}
          value={step.percent}
          suffix="%"
          error={error('percent')}
          onChange={(percent) => {
            set({ ...step, percent })
          }}
        />
      )
    case 'mail':
      return <MailFields editing={editing} step={step} />
    case 'tag':
      return (
        <TextField
          label={t('field.tag')}
          helpText={t('field.tagHelp')}
          value={step.tag}
          autoComplete="off"
          error={error('tag')}
          onChange={(tag) => {
            set({ ...step, tag })
          }}
        />
      )
    case 'task':
      return (
        <FormLayout>
          <TextField
            label={t('field.task')}
            value={step.title}
            autoComplete="off"
            error={error('title')}
            onChange={(title) => {
              set({ ...step, title })
            }}
          />
          <NumberField
            label={t('field.dueDays')}
            value={step.dueDays}
            error={error('dueDays')}
            onChange={(dueDays) => {
              set({ ...step, dueDays })
            }}
          />
        </FormLayout>
      )
  }
}

function WaitFields({ editing, step }: Props<Extract<Step, { kind: 'wait' }>>) {
  const { t } = useTranslation('automations')
  const inDays = step.hours >= 24 && step.hours % 24 === 0
  const set = (hours: number, until = step.until) => {
    editing.change(withStep(editing.definition, { ...step, hours, until }))
  }
  const unit = inDays ? 24 : 1
  return (
    <BlockStack gap="300">
      <FormLayout>
        <FormLayout.Group condensed>
          <NumberField
            label={t('field.duration')}
            value={step.hours / unit}
            error={editing.problem(step.id, 'hours')}
            onChange={(length) => {
              set(length * unit)
            }}
          />
          <Select
            label={t('field.unit')}
            value={inDays ? 'days' : 'hours'}
            options={['hours', 'days'].map((value) => ({ value, label: t(`field.${value}`) }))}
            onChange={(chosen) => {
              set((step.hours / unit) * (chosen === 'days' ? 24 : 1))
            }}
          />
        </FormLayout.Group>
      </FormLayout>
      <Checkbox
        label={t('field.untilOrder')}
        checked={step.until === 'order'}
        onChange={(checked) => {
          set(step.hours, checked ? 'order' : null)
        }}
      />
    </BlockStack>
  )
}
