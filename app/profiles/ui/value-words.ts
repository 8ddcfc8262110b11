import { useTranslation } from 'react-i18next'
import { localeOf, type Language } from '../../kernel/index.ts'
import { useFormat, useShop } from '../../ui/index.ts'
import { readPriceBand } from '../price-bands.ts'

/** A value of a kind as a merchant reads it: "Tuesday", "between 18:00 and 19:00", "€20 to €50". */
export function useValueWords(): (kind: string, value: string) => string {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const { language } = useShop()
  return (kind, value) => {
    switch (kind) {
      case 'weekday':
        return weekday(Number(value), language)
      case 'hour':
        return t('preferences.hour', { from: value, to: (Number(value) + 1) % 24 })
      case 'language':
        return new Intl.DisplayNames(localeOf(language), { type: 'language', fallback: 'code' }).of(value) ?? value
      case 'discount':
        return t(`preferences.discount.${value}`)
      case 'channel':
        return t(`preferences.channel.${channelOf(value)}`)
      case 'price_band': {
        const { from, to } = readPriceBand(value)
        if (from === null) return t('preferences.below', { to: format.money(to ?? 0) })
        if (to === null) return t('preferences.above', { from: format.money(from) })
        return t('preferences.between', { from: format.money(from), to: format.money(to) })
      }
      default:
        return value
    }
  }
}

/** A sales channel that has a name of ours. Shopify names most by the id of their app. */
export function channelOf(value: string): string {
  return channels[value] ?? 'other'
}

const channels: Partial<Record<string, string>> = {
  ...{ web: 'web', pos: 'pos', shopify_draft_order: 'shopify_draft_order' },
  ...{ '580111': 'web', '129785': 'pos', '1354745': 'shopify_draft_order' },
}

// 1 January 2024 was a Monday.
function weekday(day: number, language: Language): string {
  const date = new Date(Date.UTC(2024, 0, day))
  return new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', timeZone: 'UTC' }).format(date)
}
