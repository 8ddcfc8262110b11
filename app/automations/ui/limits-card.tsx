import { BlockStack, Card, Checkbox, Select, Text, TextField } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { NumberField } from './number-field.tsx'
import type { Editing } from './use-editing.ts'

type Props = { editing: Editing; segments: { id: string; name: string }[] }

/** Its name, who may begin, and how often. */
export function LimitsCard({ editing, segments }: Props) {
  const { t } = useTranslation('automations')
  const { definition, change } = editing
  const { reentryDays, restDays, trigger } = definition
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('limits.title')}
        </Text>
        <TextField
          label={t('limits.name')}
          value={editing.name}
          maxLength={120}
          autoComplete="off"
          error={editing.nameless ? t('problem.required') : undefined}
          onChange={editing.rename}
        />
        {trigger.kind === 'churn-risk' && (
          <NumberField
            label={t('limits.percent')}
            value={trigger.percent ?? 60}
            suffix="%"
            error={editing.problem(null, 'trigger.percent')}
            onChange={(percent) => {
              change({ ...definition, trigger: { ...trigger, percent } })
            }}
          />
        )}
        {trigger.kind.endsWith('-segment') && (
          <Select
            label={t('limits.segment')}
            placeholder={t('limits.chooseSegment')}
            value={trigger.segmentId ?? ''}
            options={segments.map(({ id, name }) => ({ value: id, label: name }))}
            error={editing.problem(null, 'trigger')}
            onChange={(segmentId) => {
              change({ ...definition, trigger: { ...trigger, segmentId } })
            }}
          />
        )}
        <TextField
          label={t('limits.condition')}
          helpText={t('limits.conditionHelp')}
          value={definition.condition}
          multiline={2}
          autoComplete="off"
          error={editing.problem(null, 'condition')}
          onChange={(condition) => {
            change({ ...definition, condition })
          }}
        />
        <Checkbox
          label={t('limits.again')}
          checked={reentryDays !== null}
          onChange={(again) => {
            change({ ...definition, reentryDays: again ? 14 : null })
          }}
        />
        {reentryDays !== null && (
          <NumberField
            label={t('limits.reentryDays')}
            value={reentryDays}
            error={editing.problem(null, 'reentryDays')}
            onChange={(days) => {
              change({ ...definition, reentryDays: days })
            }}
          />
        )}
        <NumberField
          label={t('limits.restDays')}
          helpText={t('limits.restDaysHelp')}
          value={restDays}
          error={editing.problem(null, 'restDays')}
          onChange={(days) => {
            change({ ...definition, restDays: days })
          }}
        />
        <Checkbox
          label={t('limits.stopOnPurchase')}
          checked={definition.stopOnPurchase}
          onChange={(stopOnPurchase) => {
            change({ ...definition, stopOnPurchase })
          }}
        />
      </BlockStack>
    </Card>
  )
}
