import { Text, Tooltip } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { localeOf } from '../../kernel/index.ts'
import { useShop } from '../../ui/index.ts'
import type { PreferenceView } from '../customer-view.ts'
import { habitsOf, type Habit } from '../habits-of.ts'
import { channelOf, useValueWords } from './value-words.ts'

/** How she buys, in one sentence: "Mostly buys on Tuesdays, in the online store and for €20 to €50 a piece." */
export function HabitsLine({ preferences }: { preferences: PreferenceView[] }) {
  const { t } = useTranslation('profiles')
  const { language } = useShop()
  const words = useValueWords()
  const phrase = ({ kind, value }: Habit) => {
    if (kind === 'weekday') return t(`preferences.habit.weekday.${value}`)
    if (kind === 'channel') return t(`preferences.habit.channel.${channelOf(value)}`)
    if (kind === 'discount') return t(`preferences.habit.discount.${value}`)
    return t(`preferences.habit.${kind}`, { range: words(kind, value) })
  }
  const habits = habitsOf(preferences).map(phrase)
  if (habits.length === 0) return null
  const how = new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(habits)
  return (
    <Tooltip content={t('preferences.habitsMeaning')} preferredPosition="above">
      <Text as="p">{t('preferences.habits', { how })}</Text>
    </Tooltip>
  )
}
