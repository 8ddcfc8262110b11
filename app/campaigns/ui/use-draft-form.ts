import { useEffect, useMemo, useState } from 'react'
import { useShop } from '../../ui/index.ts'
import type { Choices } from '../choices.server.ts'
import { inputOf, type DraftForm } from '../draft-form.ts'
import { formProblems } from '../form-problems.ts'

/**
 * The editor's fields, whether they differ from what is stored, and what the server is sent. What is not saved yet
 * survives a reload of the page.
 * @param place tells apart what is kept of several editors
 */
export function useDraftForm(start: DraftForm, choices: Choices, place: string) {
  const reader = useShop()
  const [stored, setStored] = useState(start)
  const [form, setForm] = useState(start)
  useEffect(() => {
    const kept = sessionStorage.getItem(place)
    if (kept !== null) setForm({ ...start, ...(JSON.parse(kept) as Partial<DraftForm>) })
  }, [place]) // once, when the page opens
  const titles = useMemo(() => new Map(choices.collections.map(({ id, title }) => [id, title])), [choices])
  const forget = () => {
    sessionStorage.removeItem(place)
  }
  return {
    form,
    input: JSON.stringify(inputOf(form, titles, reader)),
    problems: formProblems(form, reader),
    dirty: JSON.stringify(form) !== JSON.stringify(stored),
    change: (fields: Partial<DraftForm>) => {
      const next = { ...form, ...fields }
      setForm(next)
      sessionStorage.setItem(place, JSON.stringify(next))
    },
    discard: () => {
      forget()
      setForm(stored)
    },
    forget,
    /** What was in the fields when they were sent is stored; what was typed since is not. */
    settle: (saved: DraftForm) => {
      if (sessionStorage.getItem(place) === JSON.stringify(saved)) forget()
      setStored(saved)
    },
  }
}

export type DraftEditing = ReturnType<typeof useDraftForm>
