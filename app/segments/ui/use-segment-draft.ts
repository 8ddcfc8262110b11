import { useEffect, useMemo, useState } from 'react'
import { useShop } from '../../ui/index.ts'
import { draftOf, problemOf, rowOf, type DraftRule, type Reader } from '../draft-rule.ts'
import { readQueryText } from '../query-fault.ts'
import { rowsOfText, textOfRows } from '../rule-clauses.ts'
import type { RuleKind } from '../rule-kinds.ts'

/** `place` tells apart what is kept of several editors: a segment's id, or which new one. */
export type Start = {
  id: string | null
  place: string
  name: string
  query: string
  description: string
  owner: string
}
/** `text` is what counts; the rows say the same, and of the ones that are not whole yet the text says nothing. */
type Draft = { name: string; description: string; owner: string; text: string; rows: DraftRule[] }
export type SegmentDraft = ReturnType<typeof useSegmentDraft>

/** The segment as it is being edited, by rows or as text. What is not saved yet survives a reload of the page. */
export function useSegmentDraft(start: Start) {
  const reader = useShop()
  const place = `segment-${start.place}`
  const original = useMemo(
    () => draftFrom(start, reader),
    [start.id, start.name, start.query, start.description, start.owner, reader.currency, reader.language],
  )
  const [draft, setDraft] = useState(original)
  useEffect(() => {
    setDraft(kept(place) ?? original)
  }, [place, original])
  const change = (next: Draft) => {
    setDraft(next)
    sessionStorage.setItem(place, JSON.stringify(next))
  }
  const changeRows = (rows: DraftRule[]) => {
    const whole = rows.map((row) => rowOf(row, reader))
    change({ ...draft, rows, text: textOfRows(whole, reader.currency) })
  }
  const forget = () => {
    sessionStorage.removeItem(place)
  }
  const read = readQueryText(draft.text)
  const fault = read.outcome === 'invalid' && draft.text.trim() !== '' ? read.fault : null
  return {
    ...draft,
    fault,
    dirty: JSON.stringify(said(draft)) !== JSON.stringify(said(original)),
    /** The text is a query, and every row says something. */
    complete: read.outcome === 'read' && draft.rows.every((row) => problemOf(row, reader) === null),
    problemOf: (row: DraftRule) => problemOf(row, reader),
    rename: (words: Partial<Pick<Draft, 'name' | 'description' | 'owner'>>) => {
      change({ ...draft, ...words })
    },
    write: (text: string) => {
      change({ ...draft, text, rows: rowsFrom(text, reader) ?? draft.rows })
    },
    add: (kind: RuleKind) => {
      changeRows([...draft.rows, draftOf({ kind }, crypto.randomUUID(), reader)])
    },
    edit: (row: DraftRule) => {
      changeRows(draft.rows.map((one) => (one.key === row.key ? row : one)))
    },
    remove: (key: string) => {
      changeRows(draft.rows.filter((row) => row.key !== key))
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

function draftFrom({ name, query, description, owner }: Start, reader: Reader): Draft {
  return { name, description, owner, text: query, rows: rowsFrom(query, reader) ?? [] }
}

function rowsFrom(text: string, reader: Reader): DraftRule[] | null {
  const rows = rowsOfText(text, reader.currency)
  return rows === null ? null : rows.map((row, index) => draftOf(row, `row-${String(index)}`, reader))
}

const said = ({ name, description, owner, text, rows }: Draft) => [name.trim(), description, owner, text, rows.length]

function kept(place: string): Draft | null {
  const text = sessionStorage.getItem(place)
  if (text === null) return null
  const draft = JSON.parse(text) as Partial<Draft>
  return draft.text === undefined ? null : (draft as Draft) // what an earlier version kept is not of this form
}
