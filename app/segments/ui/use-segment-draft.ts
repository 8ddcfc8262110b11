import { useEffect, useMemo, useState } from 'react'
import { useShop } from '../../ui/index.ts'
import { draftOf, problemOf, ruleOf, type DraftRule, type Reader } from '../draft-rule.ts'
import type { RuleKind } from '../rule-kinds.ts'
import type { Rule } from '../rules.ts'

/** `place` tells apart what is kept of several editors: a segment's id, or which new one. */
export type Start = { id: string | null; place: string; name: string; rules: Rule[] }
type Draft = { name: string; rows: DraftRule[] }
export type SegmentDraft = ReturnType<typeof useSegmentDraft>

/** The segment as it is being edited. What is not saved yet survives a reload of the page. */
export function useSegmentDraft(start: Start) {
  const reader = useShop()
  const place = `segment-${start.place}`
  const original = useMemo(
    () => draftFrom(start, reader),
    [start.id, start.name, JSON.stringify(start.rules), reader.currency, reader.language],
  )
  const [draft, setDraft] = useState(original)
  useEffect(() => {
    setDraft(kept(place) ?? original)
  }, [place, original])
  const change = (next: Draft) => {
    setDraft(next)
    sessionStorage.setItem(place, JSON.stringify(next))
  }
  const forget = () => {
    sessionStorage.removeItem(place)
  }
  const rules = draft.rows.map((row) => ruleOf(row, reader))
  return {
    ...draft,
    rules,
    dirty: draft.name.trim() !== original.name || JSON.stringify(rules) !== JSON.stringify(rulesOf(original, reader)),
    /** There is a condition, and every condition says something. */
    complete: draft.rows.length > 0 && draft.rows.every((row) => problemOf(row, reader) === null),
    problemOf: (row: DraftRule) => problemOf(row, reader),
    rename: (name: string) => {
      change({ ...draft, name })
    },
    add: (kind: RuleKind) => {
      change({ ...draft, rows: [...draft.rows, draftOf({ kind }, crypto.randomUUID(), reader)] })
    },
    edit: (row: DraftRule) => {
      change({ ...draft, rows: draft.rows.map((one) => (one.key === row.key ? row : one)) })
    },
    remove: (key: string) => {
      change({ ...draft, rows: draft.rows.filter((row) => row.key !== key) })
    },
    discard: () => {
      forget()
      setDraft(original)
    },
    forget,
    /** The draft as it is kept, to tell later whether it is still the same. */
    snapshot: JSON.stringify(draft),
    /** What was there when it was sent is stored; what was typed since is not. */
    settle: (saved: string) => {
      if (sessionStorage.getItem(place) === saved) forget()
    },
  }
}

function draftFrom({ name, rules }: Start, reader: Reader): Draft {
  return { name, rows: rules.map((rule, index) => draftOf(rule, `stored-${String(index)}`, reader)) }
}

const rulesOf = (draft: Draft, reader: Reader) => draft.rows.map((row) => ruleOf(row, reader))

function kept(place: string): Draft | null {
  const text = sessionStorage.getItem(place)
  return text === null ? null : (JSON.parse(text) as Draft)
}
