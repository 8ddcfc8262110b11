import { useTranslation } from 'react-i18next'
import { useShop } from '../../ui/index.ts'
import type { DraftField, DraftProblem, MessageField } from '../draft.ts'
import type { Preview } from '../preview.server.ts'
import type { DraftEditing } from './use-draft-form.ts'

type BrokenMessage = Extract<DraftProblem, { line: number }>
export type ProblemText = (field: DraftField) => string | undefined

/** What is wrong with the draft now: in the fields as they are typed, in the messages as the preview has found it. */
export function useProblems(editing: DraftEditing, preview: Preview | undefined, tried: boolean) {
  const { t } = useTranslation('campaigns')
  const nameOf = useFieldName()
  const { language } = useShop()
  const broken =
    preview?.outcome === 'invalid' ? preview.problems.filter((one): one is BrokenMessage => 'line' in one) : []
  const fields: DraftField[] = [...editing.problems.map(({ field }) => field), ...broken.map(({ field }) => field)]
  const problemOf: ProblemText = (field) => {
    const typed = editing.problems.find((one) => one.field === field)
    if (typed !== undefined) {
      const quiet = typed.empty && !tried
      return quiet ? undefined : t(`problem.${typed.reason}`, { typed: typed.typed })
    }
    const message = broken.find((one) => one.field === field)
    return message && t(`liquid.${message.code}`, { line: message.line, name: message.name })
  }
  return {
    problemOf,
    complete: fields.length === 0,
    /** The fields that need a second look, by name, as a list in a sentence. */
    fieldNames: new Intl.ListFormat(language).format(fields.map(nameOf)),
  }
}

function useFieldName(): (field: DraftField) => string {
  const { t } = useTranslation('campaigns')
  return (field) => {
    if (!isMessage(field)) return t(`fieldName.${field}`)
    const [, language, part, place] = field.split('.')
    const named = part === 'subject' ? t('editor.subject') : t('fieldName.block', { number: Number(place) + 1 })
    return t('fieldName.message', { part: named, language: t(`language.${language ?? ''}`) })
  }
}

function isMessage(field: DraftField): field is MessageField {
  return field.startsWith('messages.')
}
