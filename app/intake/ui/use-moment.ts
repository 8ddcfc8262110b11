import { useTranslation } from 'react-i18next'
import { dayIn, startOfDay } from '../../kernel/index.ts'
import { useFormat, useShop } from '../../ui/index.ts'
import { durationBetween } from '../receipt/duration.ts'

/** Moments as a person says them who looks at `asOf`: the time alone today, the day before it otherwise; and ages. */
export function useMoment(asOf: string) {
  const { t } = useTranslation('intake')
  const { timeZone, language } = useShop()
  const format = useFormat()
  return {
    said: (moment: string) => {
      const day = dayIn(timeZone, new Date(moment))
      const today = dayIn(timeZone, new Date(asOf))
      if (day === today) return t('receipt.today', { time: format.time(moment) })
      const dayBefore = new Date(startOfDay(timeZone, new Date(asOf)).getTime() - 1)
      return day === dayIn(timeZone, dayBefore)
        ? t('receipt.yesterday', { time: format.time(moment) })
        : format.dayTime(moment)
    },
    age: (moment: string) => durationBetween(moment, asOf, language),
  }
}
