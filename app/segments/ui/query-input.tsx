import { useRef, useState, type CSSProperties, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { completionsAt, type Expected } from '../language/index.ts'
import { highlightQuery } from '../highlight-query.ts'
import { CompletionList } from './completion-list.tsx'

type Props = {
  label: string
  value: string
  /** What is wrong, by its place in the text. */
  faultAt: { start: number; end: number } | null
  describedBy: string
  /** The shop's own values for a subject such as `preferred_product_type`. */
  valuesOf: (subject: string) => string[]
  onChange: (text: string) => void
}

const MOST = 8

/** A text field for a query: words in their colours, a wavy line under the word that is wrong, completion by keyboard. */
export function QueryInput({ label, value, faultAt, describedBy, valuesOf, onChange }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [cursor, setCursor] = useState<number | null>(null)
  const [chosen, setChosen] = useState(0)
  const { replace, completions } = cursor === null ? nothing : completionsAt(value, cursor)
  const offered =
    cursor === null ? [] : withValues(completions, value.slice(replace.start, cursor), valuesOf).slice(0, MOST)
  const accept = (text: string) => {
    const inserted = `${text}${/^[(),]$/.test(text) ? '' : ' '}`
    const end = replace.start + inserted.length
    // Drawn before the next key arrives, or what is typed at once would stand on the wrong side of the caret.
    flushSync(() => {
      onChange(value.slice(0, replace.start) + inserted + value.slice(replace.end).trimStart())
      setCursor(end)
    })
    field.current?.focus()
    field.current?.setSelectionRange(end, end)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const text = offered[chosen]
    if (event.key === 'Escape') setCursor(null)
    else if (text === undefined) return
    else if (way !== undefined) setChosen((chosen + way + offered.length) % offered.length)
    else if (event.key === 'Enter' && !event.shiftKey) accept(text)
    else return
    event.preventDefault()
  }
  return (
    <div style={{ position: 'relative' }}>
      <pre aria-hidden style={{ ...shared, position: 'absolute', inset: 0, margin: 0, pointerEvents: 'none' }}>
        {highlightQuery(value, faultAt).map(({ text, tone, wrong }, index) => (
          <span key={index} style={{ ...tones[tone], ...(wrong && wavy) }}>
            {text}
          </span>
        ))}
      </pre>
      <textarea
        ref={field}
        aria-label={label}
        aria-invalid={faultAt !== null}
        aria-describedby={describedBy}
        aria-autocomplete="list"
        aria-controls="query-completions"
        {...(offered.length > 0 && { 'aria-activedescendant': `query-completion-${String(chosen)}` })}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        rows={Math.min(12, Math.max(3, value.split('\n').length + Math.ceil(value.length / 60)))}
        style={{ ...shared, ...typed }}
        value={value}
        onChange={(event) => {
          onChange(event.target.value)
          setCursor(event.target.selectionStart)
          setChosen(0)
        }}
        onSelect={(event) => {
          if (cursor !== null) setCursor(event.currentTarget.selectionStart)
        }}
        onClick={(event) => {
          setCursor(event.currentTarget.selectionStart)
          setChosen(0)
        }}
        onBlur={() => {
          setCursor(null)
        }}
        onKeyDown={onKeyDown}
      />
      <CompletionList offered={offered} chosen={chosen} onAccept={accept} />
    </div>
  )
}

const nothing = { replace: { start: 0, end: 0 }, completions: [] as Expected[] }

function withValues(completions: Expected[], typing: string, valuesOf: (subject: string) => string[]): string[] {
  const bare = typing.replace(/^'/, '').toLowerCase()
  return completions.flatMap(({ kind, text }) => {
    if (kind !== 'valueOf') return [text]
    return valuesOf(text)
      .filter((value) => value.toLowerCase().includes(bare))
      .map((value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`)
  })
}

// The coloured words lie exactly under the typed ones, so both share every measure of the text.
const shared: CSSProperties = {
  font: '14px/22px ui-monospace, Menlo, Consolas, monospace',
  padding: '8px 12px',
  border: '1px solid transparent',
  whiteSpace: 'pre-wrap',
  overflowWrap: 'break-word',
  boxSizing: 'border-box',
  width: '100%',
  tabSize: 2,
}
const typed: CSSProperties = {
  position: 'relative',
  display: 'block',
  background: 'transparent',
  color: 'transparent',
  caretColor: 'var(--p-color-text)',
  borderColor: 'var(--p-color-input-border)',
  borderRadius: 'var(--p-border-radius-200)',
  resize: 'none',
}
const tones: Record<string, CSSProperties> = {
  name: { color: 'var(--p-color-text-emphasis)' },
  keyword: { color: 'var(--p-color-text-magic)' },
  value: { color: 'var(--p-color-text-success)' },
  plain: { color: 'var(--p-color-text)' },
}
const wavy: CSSProperties = { textDecoration: 'underline wavy var(--p-color-text-critical)', textUnderlineOffset: 4 }
