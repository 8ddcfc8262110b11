const known = new Map<string, string>()

/** Rows as one JSON text for jsonb_to_recordset: keys become column names, ids decimal text, moments ISO 8601. */
export function recordset(rows: readonly object[]): string {
  return JSON.stringify(rows.map(columnsOf))
}

function columnsOf(row: object): Record<string, unknown> {
  const columns: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(row) as [string, unknown][]) {
    columns[columnOf(key)] = typeof value === 'bigint' ? String(value) : value
  }
  return columns
}

function columnOf(key: string): string {
  const column = known.get(key) ?? key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  known.set(key, column)
  return column
}
