import { useTranslation } from 'react-i18next'
import { localeOf } from '../../kernel/index.ts'
import { useFormat, useShop } from '../../ui/index.ts'
import { attributeNamed } from '../language/catalogue.ts'
import type { ActualValue } from '../why.server.ts'

/** Says what a customer has, in the reader's language. */
export function useActualValue(): (actual: ActualValue) => string {
  const { t } = useTranslation('segments')
  const { language } = useShop()
  const format = useFormat()
  const decimals = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 2 })
  return ({ name, kind, value }) => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return t('why.nothing')
    if (Array.isArray(value)) return value.join(', ')
    switch (kind) {
      case 'amount':
        return format.money(Number(value))
      case 'date':
        return format.dayTime(String(value))
      case 'day':
        return format.calendarDay(String(value))
      case 'number':
        return decimals.format(Number(value))
      case 'boolean':
        return t(value === true ? 'language.is.yes' : 'language.is.no')
      case 'text':
      case 'texts':
        return attributeNamed(name)?.type.kind === 'enumeration' ? t(`language.value.${String(value)}`) : String(value)
    }
  }
}
