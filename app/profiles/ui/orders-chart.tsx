import { useTranslation } from 'react-i18next'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { ChartTip, useFormat } from '../../ui/index.ts'
import type { OrderMonth } from '../order-months.ts'

const tick = { fill: 'var(--p-color-text-secondary)', fontSize: 12 }

/** Money by month as bars, in Polaris' colours. Loaded apart, because the drawing library is large. */
export default function OrdersChart({ months }: { months: OrderMonth[] }) {
  const format = useFormat()
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={months} margin={{ top: 4, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--p-color-border-secondary)" />
        <XAxis
          dataKey="month"
          tickFormatter={format.month}
          tick={tick}
          tickLine={false}
          axisLine={false}
          minTickGap={24}
        />
        <YAxis
          tickFormatter={(minor: number) => format.roundMoney(minor)}
          tick={tick}
          tickLine={false}
          axisLine={false}
          width={64}
        />
        <Tooltip content={<Point />} cursor={{ fill: 'var(--p-color-bg-surface-hover)' }} />
        <Bar dataKey="minor" fill="var(--p-color-bg-fill-emphasis)" radius={[3, 3, 0, 0]} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  )
}

function Point({ active, payload }: { active?: boolean; payload?: readonly { payload?: OrderMonth }[] }) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const point = payload?.[0]?.payload
  if (active !== true || point === undefined) return null
  return (
    <ChartTip
      title={format.month(point.month)}
      text={t('orderChart.point', { count: point.orders, amount: format.money(point.minor) })}
    />
  )
}
