import { DAY, type Language } from '../../kernel/index.ts'

const units = [
  { unit: 'day', length: DAY },
  { unit: 'hour', length: 3_600_000 },
  { unit: 'minute', length: 60_000 },
  { unit: 'second', length: 1000 },
] as const

/** How long something lasts, in its largest whole unit: "7 Minuten", "1 hour". Both moments are ISO 8601. */
export function durationBetween(from: string, to: string, language: Language): string {
  const passed = Math.max(0, Date.parse(to) - Date.parse(from))
  const { unit, length } = units.find((step) => passed >= step.length) ?? units[3]
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.floor(passed / length),
  )
}
