import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { OutlookView } from '../outlook-view.ts'
import type { HeaderSlot } from './header-slot.ts'

/** What the outlook says in a merchant's words, for the header and the card. */
export function useOutlookWords() {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const nextText = ({ next }: Pick<OutlookView, 'next'>) => {
    if (next === null) return t('outlook.next.none')
    return next.far
      ? t('outlook.next.from', { from: format.calendarDay(next.from) })
      : t('outlook.next.range', { range: format.dayRange(next.from, next.to) })
  }
  const values = ({ churnDays, valueDays }: OutlookView) => ({
    churnDays: format.number(churnDays),
    valueDays: format.number(valueDays),
  })
  return {
    nextText,
    meaning: (figure: string, outlook: OutlookView) => t(`outlook.meaning.${figure}`, values(outlook)),
    interval: ({ valueLowMinor, valueHighMinor }: OutlookView) =>
      t('outlook.interval', { low: format.money(valueLowMinor), high: format.money(valueHighMinor) }),
    risk: (outlook: OutlookView): HeaderSlot => ({
      value: t(`outlook.risk.${outlook.risk}`),
      detail: t('outlook.riskDetail', { share: format.percent(outlook.churnProbability), ...values(outlook) }),
      meaning: t('outlook.meaning.risk', values(outlook)),
    }),
    next: (outlook: OutlookView): HeaderSlot => ({
      value: nextText(outlook),
      meaning: t('outlook.meaning.next', values(outlook)),
    }),
  }
}
