import { InlineGrid, Select, TextField } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { rfmGroups } from '../../kernel/index.ts'
import { useShop } from '../../ui/index.ts'
import type { DraftRule } from '../draft-rule.ts'
import { ChooseSeveral } from './choose-several.tsx'

type Props = {
  row: DraftRule
  types: string[]
  error: string | undefined
  onEdit: (row: DraftRule) => void
}

/** The values of a condition. */
export function RuleFields({ row, types, error, onEdit }: Props) {
  const { t } = useTranslation('segments')
  const { t: ofProfiles } = useTranslation('profiles')
  const { currency } = useShop()
  switch (row.kind) {
    case 'prefers':
    case 'askedAbout':
      return (
        <ChooseSeveral
          label={t('field.types')}
          // A type that no product has any more stays choosable, or the rule would change silently.
          choices={[...new Set([...types, ...row.types])].map((type) => ({ value: type, label: type }))}
          chosen={row.types}
          nothing={t('field.noTypes')}
          error={error}
          onChange={(chosen) => {
            onEdit({ ...row, types: chosen })
          }}
        />
      )
    case 'group':
      return (
        <ChooseSeveral
          label={t('field.groups')}
          choices={rfmGroups.map((group) => ({ value: group, label: ofProfiles(`group.${group}.name`) }))}
          chosen={row.groups}
          nothing=""
          error={error}
          onChange={(chosen) => {
            onEdit({ ...row, groups: chosen })
          }}
        />
      )
    case 'lastOrder':
      return (
        <InlineGrid columns={2} gap="200">
          <Select
            label={t('field.when')}
            labelHidden
            value={row.when}
            options={(['before', 'within'] as const).map((when) => ({ value: when, label: t(`field.${when}`) }))}
            onChange={(when) => {
              onEdit({ ...row, when: when === 'within' ? 'within' : 'before' })
            }}
          />
          <NumberField
            label={t('field.days')}
            value={row.days}
            suffix={t('field.days')}
            error={error}
            onChange={(days) => {
              onEdit({ ...row, days })
            }}
          />
        </InlineGrid>
      )
    case 'spent':
      return (
        <NumberField
          label={t('field.amount')}
          value={row.amount}
          prefix={t('field.amount')}
          suffix={currency}
          error={error}
          onChange={(amount) => {
            onEdit({ ...row, amount })
          }}
        />
      )
    case 'orders':
      return (
        <NumberField
          label={t('field.count')}
          value={row.count}
          prefix={t('field.count')}
          error={error}
          onChange={(count) => {
            onEdit({ ...row, count })
          }}
        />
      )
    case 'mayEmail':
    case 'other':
      return null
  }
}

type NumberProps = {
  label: string
  value: string
  prefix?: string
  suffix?: string
  error: string | undefined
  onChange: (value: string) => void
}

function NumberField(props: NumberProps) {
  return <TextField {...props} labelHidden inputMode="decimal" autoComplete="off" />
}
