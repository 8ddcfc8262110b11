/** The SQLSTATE that PostgreSQL gave for an error, whichever of pg, Prisma and its adapter brings it; null for any other error. */
export function sqlStateOf(error: unknown): string | null {
  for (const one of causesOf(error)) {
    for (const code of [one.originalCode, one.code]) if (typeof code === 'string' && SQLSTATE.test(code)) return code
  }
  return null
}

/** Whether PostgreSQL refused the values themselves (class 22, data exception): no further attempt can store them. */
export function isDataException(error: unknown): boolean {
  return sqlStateOf(error)?.startsWith('22') ?? false
}

// Prisma's own codes, such as P2010, have the same length.
const SQLSTATE = /^[0-9A-OQ-Z][0-9A-Z]{4}$/

type Fields = Record<string, unknown>

function causesOf(error: unknown, depth = 0): Fields[] {
  if (typeof error !== 'object' || error === null || depth > 6) return []
  const one = error as Fields
  return [one, ...['meta', 'driverAdapterError', 'cause'].flatMap((key) => causesOf(one[key], depth + 1))]
}
