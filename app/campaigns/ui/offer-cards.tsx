import { FormLayout, Select, TextField } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../ui/index.ts'
import type { Choices } from '../choices.server.ts'
import { Section } from './section.tsx'
import type { DraftEditing } from './use-draft-form.ts'
import type { ProblemText } from './use-problems.ts'

type Props = { editing: DraftEditing; choices: Choices; problem: ProblemText }

/** What the personal code takes off, on what, and for how long. */
export function OfferCard({ editing: { form, change }, choices, problem }: Props) {
  const { t } = useTranslation('campaigns')
  const { currency } = useShop()
  const percentage = form.valueKind === 'percentage'
  const targets =
    form.targetKind === 'product_type'
      ? choices.productTypes.map((type) => ({ value: type, label: type }))
      : choices.collections.map(({ id, title }) => ({ value: id, label: title }))
  return (
    <Section title={t('editor.offer')}>
      <FormLayout.Group condensed>
        <Select
          label={t('editor.valueKind')}
          options={(['percentage', 'amount'] as const).map((kind) => ({ value: kind, label: t(`editor.${kind}`) }))}
          value={form.valueKind}
          onChange={(valueKind: 'percentage' | 'amount') => {
            change({ valueKind })
          }}
        />
        <TextField
          label={t('editor.value')}
          value={percentage ? form.percent : form.amount}
          onChange={(text) => {
            change(percentage ? { percent: text } : { amount: text })
          }}
          suffix={percentage ? '%' : currency}
          inputMode="decimal"
          autoComplete="off"
          error={problem('value')}
        />
      </FormLayout.Group>
      <FormLayout.Group condensed>
        <Select
          label={t('editor.targetKind')}
          options={(['product_type', 'collection'] as const).map((kind) => ({
            value: kind,
            label: t(`editor.${kind}`),
          }))}
          value={form.targetKind}
          onChange={(targetKind: 'product_type' | 'collection') => {
            change({ targetKind, targetValue: '' })
          }}
        />
        <Select
          label={t(`editor.${form.targetKind}`)}
          options={[{ value: '', label: t('editor.choose') }, ...targets]}
          value={form.targetValue}
          onChange={(targetValue) => {
            change({ targetValue })
          }}
          error={problem('target')}
        />
      </FormLayout.Group>
      <TextField
        label={t('editor.validDays')}
        helpText={t('editor.validDaysHelp')}
        value={form.validDays}
        onChange={(validDays) => {
          change({ validDays })
        }}
        suffix={t('editor.days')}
        inputMode="numeric"
        autoComplete="off"
        error={problem('validDays')}
      />
    </Section>
  )
}
