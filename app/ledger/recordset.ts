const columns = new Map<string, string>()

/** Rows as one JSON text for jsonb_to_recordset: keys become column names, ids decimal text, moments ISO 8601. */
export function recordset(rows: readonly object[]): string {
  const named = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [columnOf(key), value as unknown])),
  )
  return JSON.stringify(named, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

function columnOf(key: string): string {
  const known = columns.get(key)
  if (known !== undefined) return known
  const column = key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  columns.set(key, column)
  return column
}
