import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAfterSaving } from '../../ui/index.ts'
import { checkDefinition, type DefinitionProblem } from '../check.ts'
import type { Definition } from '../definition.ts'
import { stepOf } from '../next.ts'
import type { SaveOutcome } from '../store.server.ts'

type Start = { id: string; name: string; version: number; definition: Definition }
export type Editing = ReturnType<typeof useEditing>

/** The automation as it is being edited; nothing of it holds before it is saved. */
export function useEditing({ id, name, version, definition }: Start) {
  const { t } = useTranslation('automations')
  const shopify = useAppBridge()
  const fetcher = useFetcher<SaveOutcome>()
  const [draft, setDraft] = useState({ name, definition })
  const [tried, setTried] = useState(false)
  const reset = () => {
    setDraft({ name, definition })
    setTried(false)
  }
  useEffect(reset, [id, version])
  useAfterSaving(fetcher, () => {
    shopify.toast.show(t('editor.saved'))
  })
  const checked = checkDefinition(draft.definition)
  const nameless = draft.name.trim() === ''
  const problems = checked.outcome === 'invalid' ? checked.problems : []
  const shown = tried ? problems : []
  const say = ({ step, code, name: word }: DefinitionProblem): string => {
    const kind = stepOf(draft.definition, step)?.kind
    const sentence = t(`problem.${code}`, { name: word })
    return kind === undefined ? sentence : `${t(`step.${kind}`)}: ${sentence}`
  }
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined
  return {
    ...draft,
    dirty: draft.name !== name || JSON.stringify(draft.definition) !== JSON.stringify(definition),
    saving: fetcher.state !== 'idle',
    nameless: tried && nameless,
    refused: answer !== undefined && answer.outcome !== 'saved' && answer.outcome !== 'invalid' ? answer.outcome : null,
    /** What is wrong with one field of a step, or with a field of the whole (step null). */
    problem: (step: string | null, field: string): string | undefined => {
      const found = shown.find((one) => one.step === step && one.field === field)
      return found === undefined ? undefined : t(`problem.${found.code}`, { name: found.name })
    },
    /** Each problem once, with the step that it is in. */
    said: [...new Set(shown.map(say))],
    rename: (text: string) => {
      setDraft({ ...draft, name: text })
    },
    change: (next: Definition) => {
      setDraft({ ...draft, definition: next })
    },
    discard: reset,
    save: () => {
      setTried(true)
      if (nameless || problems.length > 0) return
      const given = { intent: 'save', version, name: draft.name, definition: JSON.stringify(draft.definition) }
      fetcher.submit(given, { method: 'post' })
    },
  }
}
