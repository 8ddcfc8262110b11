import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { RfmBorders, RfmDimension } from '../rfm-borders.ts'
import { rangeOf } from '../rfm-range.ts'

/** What a step means in this shop: "31 to 90 days ago", "3", "more than €200". */
export function useRangeWords(borders: RfmBorders): (dimension: RfmDimension, score: number) => string {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  return (dimension, score) => {
    const { from, to } = rangeOf(borders, dimension, score)
    const words = (value: number) =>
      dimension === 'monetary' ? format.money(Math.round(value)) : format.number(Math.floor(value))
    const key = `standing.range.${dimension}`
    if (from === null) return t(`${key}.first`, { to: words(to ?? 0) })
    if (to === null) return t(`${key}.last`, { from: words(from) })
    if (dimension === 'monetary') return t(`${key}.middle`, { from: words(from), to: words(to) })
    const [first, last] = [Math.floor(from) + 1, Math.floor(to)]
    if (dimension === 'frequency' && first >= last) return t(`${key}.one`, { to: format.number(last) })
    return t(`${key}.middle`, { from: format.number(Math.min(first, last)), to: format.number(last) })
  }
}
