import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../ui/index.ts'
import type { Choices } from '../choices.server.ts'
import { inputOf, type DraftForm } from '../draft-form.ts'
import type { DraftField, DraftProblem } from '../draft.ts'

/** The editor's fields, whether they differ from what is stored, and what the server is sent. */
export function useDraftForm(start: DraftForm, choices: Choices) {
  const { currency } = useShop()
  const [stored, setStored] = useState(start)
  const [form, setForm] = useState(start)
  const titles = useMemo(() => new Map(choices.collections.map(({ id, title }) => [id, title])), [choices])
  return {
    form,
    input: JSON.stringify(inputOf(form, titles, currency)),
    dirty: JSON.stringify(form) !== JSON.stringify(stored),
    change: (fields: Partial<DraftForm>) => {
      setForm((before) => ({ ...before, ...fields }))
    },
    discard: () => {
      setForm(stored)
    },
    /** What is in the fields now is what is stored. */
    settle: () => {
      setStored(form)
    },
  }
}

export type DraftEditing = ReturnType<typeof useDraftForm>

/** What is wrong with a field, in the reader's words; undefined where nothing is. */
export function useProblemText(problems: DraftProblem[]): (field: DraftField) => string | undefined {
  const { t } = useTranslation('campaigns')
  return (field) => {
    const problem = problems.find((one) => one.field === field)
    if (problem === undefined) return undefined
    if ('line' in problem) return t(`liquid.${problem.code}`, { line: problem.line, name: problem.name })
    return t(
      problem.code === 'out-of-range' ? `problem.range.${field}` : `problem.${problem.code}`,
      t('problem.required'),
    )
  }
}
