import type { QueryFault } from '../query-fault.ts'

/** What is wrong with a query, where, and what helps. */
export function sayFault(
  fault: QueryFault,
  t: (key: string, values: Record<string, string | number>) => string,
): string {
  const { code, found, values, line, column } = fault
  const place = t('language.place.position', { line, column })
  const what = found === '' ? t('language.place.unexpectedEnd', {}) : t('language.place.unexpected', { found })
  const remedy = t(`language.problem.${code}`, { found, ...values })
  return code === 'notAvailable' || code === 'unknownSegment'
    ? `${place} ${remedy}`
    : `${place} ${what} ${remedy}`.trim()
}
