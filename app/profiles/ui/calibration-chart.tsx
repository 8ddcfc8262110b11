import { useTranslation } from 'react-i18next'
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { useFormat } from '../../ui/index.ts'
import type { Backtest } from '../prediction/index.ts'

const tick = { fill: 'var(--p-color-text-secondary)', fontSize: 12 }

/** Predicted and real shares of buyers side by side, tenth by tenth. Loaded apart, because the drawing library is large. */
export default function CalibrationChart({ bins }: { bins: Backtest['calibration'] }) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const data = bins.map(({ predicted, actual }, i) => ({ tenth: i + 1, predicted, actual }))
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={data} margin={{ top: 4, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--p-color-border-secondary)" />
        <XAxis dataKey="tenth" tick={tick} tickLine={false} axisLine={false} />
        <YAxis
          tickFormatter={(share: number) => format.percent(share)}
          tick={tick}
          tickLine={false}
          axisLine={false}
          width={48}
        />
        <Legend formatter={(name: string) => <span style={{ color: tick.fill }}>{name}</span>} />
        <Bar
          dataKey="predicted"
          name={t('backtest.column.predicted')}
          fill="var(--p-color-bg-fill-tertiary-active)"
          isAnimationActive={false}
        />
        <Bar
          dataKey="actual"
          name={t('backtest.column.actual')}
          fill="var(--p-color-bg-fill-emphasis)"
          isAnimationActive={false}
        />
      </BarChart>
    </ResponsiveContainer>
  )
}
