const PRIVATE_KEY =
  /^((first|last|full|display|given|family|customer)[_-]?)?name$|^(e[_-]?mail|phone|mobile)([_-]?(address|number))?$|^(address[12]?|city|zip|note|body|html|text|subject|to|recipient|cookie|authorization)$|token$|secret|passw|api[_-]?key|hmac|signature/i
const DEEPEST = 8

/** A copy that may be written down: what stands under a private key is masked at any depth, and an error becomes plain. */
export function maskFields(value: unknown, depth = 0): unknown {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (depth === DEEPEST) return '[deep]'
  if (value instanceof Error) return maskError(value, depth)
  if (Array.isArray(value)) return value.map((item) => maskFields(item, depth + 1))
  if (ArrayBuffer.isView(value)) return '[bytes]'
  const entries = value instanceof Map ? [...(value as Map<unknown, unknown>)] : Object.entries(value)
  return Object.fromEntries(
    entries.map(([key, held]) => [
      String(key),
      PRIVATE_KEY.test(String(key)) && held != null ? '[masked]' : maskFields(held, depth + 1),
    ]),
  )
}

/** Text in which e-mail addresses, international phone numbers and access tokens are masked, wherever they stand. */
export function maskText(text: string): string {
  return text
    .replaceAll(/\/\/[^\s/@:]+:[^\s/@]+@/g, '//[login] at ')
    .replaceAll(/[^\s@"'<>()[\]{},;:=/\\]+@[^\s@"'<>()[\]{},;:=/\\]+/g, '[address]')
    .replaceAll(/\b(shp[a-z]{2}_\w+|eyJ[\w-]+\.[\w-]+\.[\w-]*)/g, '[token]')
    .replaceAll(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 [token]')
    .replaceAll(/(\+|\b00)\d[\d ()/-]{6,}\d/g, '[phone]')
}

// The stack begins with the message, so only its places are kept beside it. Other fields of errors of drivers hold rows.
function maskError(error: Error, depth: number): Record<string, unknown> {
  const { code, cause, stack = '' } = error as Error & { code?: unknown }
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.constructor.name,
    message: maskText(error.message),
    ...(typeof code === 'string' && { code }),
    stack: places.join('\n'),
    ...(cause !== undefined && { cause: maskFields(cause, depth + 1) }),
    ...(error instanceof AggregateError && { errors: maskFields(error.errors, depth + 1) }),
  }
}
