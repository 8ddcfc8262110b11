import { useEffect, useMemo, useState } from 'react'
import { useShop } from '../../ui/index.ts'
import { draftOf, ruleOf, type DraftRule } from '../draft-rule.ts'
import type { RuleKind } from '../rule-kinds.ts'
import type { Rule } from '../rules.ts'

export type Start = { id: string | null; name: string; rules: Rule[] }
type Draft = { name: string; rows: DraftRule[] }

/** The segment as it is being edited. What is not saved yet survives a reload of the page. */
export function useSegmentDraft(start: Start) {
  const { currency } = useShop()
  const place = `segment-${start.id ?? 'new'}`
  const original = useMemo(
    () => draftFrom(start, currency),
    [start.id, start.name, JSON.stringify(start.rules), currency],
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
  const rules = draft.rows.map((row) => ruleOf(row, currency))
  return {
    ...draft,
    rules,
    dirty: draft.name !== original.name || JSON.stringify(rules) !== JSON.stringify(rulesOf(original, currency)),
    rename: (name: string) => {
      change({ ...draft, name })
    },
    add: (kind: RuleKind) => {
      change({ ...draft, rows: [...draft.rows, draftOf({ kind }, crypto.randomUUID(), currency)] })
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
  }
}

function draftFrom({ name, rules }: Start, currency: string): Draft {
  return { name, rows: rules.map((rule, index) => draftOf(rule, `stored-${String(index)}`, currency)) }
}

const rulesOf = (draft: Draft, currency: string) => draft.rows.map((row) => ruleOf(row, currency))

function kept(place: string): Draft | null {
  const text = sessionStorage.getItem(place)
  return text === null ? null : (JSON.parse(text) as Draft)
}
