import { DAY, type Language } from '../kernel/index.ts'

const steps = [
  { unit: 'day', length: DAY },
  { unit: 'hour', length: 3_600_000 },
  { unit: 'minute', length: 60_000 },
] as const

/** How long ago something was, as a person says it: "vor 3 Stunden", "yesterday"; moments are ISO 8601. */
export function ageOf(moment: string, asOf: string, language: Language): string {
  const passed = Math.max(0, Date.parse(asOf) - Date.parse(moment))
  const step = steps.find(({ length }) => passed >= length)
  if (step === undefined) return language === 'de' ? 'gerade eben' : 'just now'
  const { unit, length } = step
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-Math.floor(passed / length), unit)
}
