/** What could be written next; the chosen one is taken by Enter. */
export function CompletionList({
  offered,
  chosen,
  onAccept,
}: {
  offered: string[]
  chosen: number
  onAccept: (text: string) => void
}) {
  return (
    <div
      id="query-completions"
      role="listbox"
      style={{ display: 'flex', flexWrap: 'wrap', gap: 4, minHeight: 30, paddingTop: 6 }}
    >
      {offered.map((text, index) => (
        <div
          key={text}
          id={`query-completion-${String(index)}`}
          role="option"
          aria-selected={index === chosen}
          style={{
            ...{
              padding: '2px 8px',
              borderRadius: 6,
              cursor: 'pointer',
              font: '13px ui-monospace, Menlo, Consolas, monospace',
            },
            background: index === chosen ? 'var(--p-color-bg-surface-selected)' : 'var(--p-color-bg-surface-secondary)',
          }}
          // Before the field loses the focus and with it the list.
          onMouseDown={(event) => {
            event.preventDefault()
            onAccept(text)
          }}
        >
          {text}
        </div>
      ))}
    </div>
  )
}
