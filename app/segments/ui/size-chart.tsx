import { DAY } from '../../kernel/index.ts'
import { useTranslation } from 'react-i18next'
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { ChartTip, useFormat } from '../../ui/index.ts'
import type { DaySize } from '../size-trend.ts'

const tick = { fill: 'var(--p-color-text-secondary)', fontSize: 12 }

/** A segment's sizes over the days, in Polaris' colours. Loaded apart, because the drawing library is large. */
export default function SizeChart({ sizes }: { sizes: DaySize[] }) {
  const format = useFormat()
  // A day on which nobody counted keeps its room.
  const points = sizes.map(({ day, members }) => ({ at: Date.parse(day) / DAY, day, members }))
  const dayOf = (at: number) => format.calendarDay(new Date(at * DAY).toISOString().slice(0, 10))
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart data={points} margin={{ top: 4, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--p-color-border-secondary)" />
        <XAxis
          {...{ dataKey: 'at', type: 'number' as const, domain: ['dataMin', 'dataMax'], tickFormatter: dayOf, tick }}
          {...{ tickLine: false, axisLine: false, minTickGap: 24, allowDecimals: false }}
        />
        <YAxis
          {...{ tickFormatter: format.number, tick, tickLine: false, axisLine: false, width: 56, allowDecimals: false }}
        />
        <Tooltip content={<Point />} cursor={{ stroke: 'var(--p-color-border)' }} />
        <Area
          dataKey="members"
          type="linear"
          stroke="var(--p-color-bg-fill-emphasis)"
          fill="var(--p-color-bg-fill-emphasis)"
          fillOpacity={0.12}
          isAnimationActive={false}
        />
      </AreaChart>
    </ResponsiveContainer>
  )
}

function Point({ active, payload }: { active?: boolean; payload?: readonly { payload?: DaySize }[] }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const point = payload?.[0]?.payload
  if (active !== true || point === undefined) return null
  return <ChartTip title={format.calendarDay(point.day)} text={t('membership.size', { count: point.members })} />
}
