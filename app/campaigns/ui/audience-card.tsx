import { TextField } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { Choices } from '../choices.server.ts'
import { Section } from './section.tsx'
import { SegmentPicker } from './segment-picker.tsx'
import type { DraftEditing } from './use-draft-form.ts'
import type { ProblemText } from './use-problems.ts'

type Props = { editing: DraftEditing; choices: Choices; problem: ProblemText }

/** Whom the campaign is for, whom it spares, and how many are kept for comparison. */
export function AudienceCard({ editing: { form, change }, choices, problem }: Props) {
  const { t } = useTranslation('campaigns')
  return (
    <Section title={t('editor.audience')}>
      <TextField
        label={t('editor.name')}
        helpText={t('editor.nameHelp')}
        value={form.name}
        onChange={(name) => {
          change({ name })
        }}
        maxLength={120}
        autoComplete="off"
        error={problem('name')}
      />
      <SegmentPicker
        label={t('editor.segment')}
        segments={choices.segments}
        chosen={form.segmentIds}
        taken={form.exceptIds}
        onChange={(segmentIds) => {
          change({ segmentIds })
        }}
        error={problem('segmentIds')}
      />
      <SegmentPicker
        label={t('editor.except')}
        help={t('editor.exceptHelp')}
        segments={choices.segments}
        chosen={form.exceptIds}
        taken={form.segmentIds}
        onChange={(exceptIds) => {
          change({ exceptIds })
        }}
        error={problem('exceptIds')}
      />
      <TextField
        label={t('editor.holdout')}
        helpText={t('editor.holdoutHelp')}
        value={form.holdoutPercent}
        onChange={(holdoutPercent) => {
          change({ holdoutPercent })
        }}
        suffix="%"
        inputMode="numeric"
        autoComplete="off"
        error={problem('holdoutPercent')}
      />
    </Section>
  )
}
