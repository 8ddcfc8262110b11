import { expect, test } from 'vitest'
import { forecastApart } from '../../../app/profiles/forecast/forecast-apart.server.ts'
import { forecastShop } from '../../../app/profiles/forecast/forecast-shop.ts'
import { Chance } from './prediction/simulated-shop.ts'

const TODAY = 20_000

test('a large shop is predicted in a thread of its own: the same as here, while this process goes on', async () => {
  const chance = new Chance(11)
  const buying = Array.from({ length: 2_500 }, (_, i) => {
    const days = [TODAY - Math.floor(700 * chance.uniform())]
    const [rate, stays] = [chance.gamma(0.8, 40), chance.uniform()]
    while (chance.uniform() < stays) days.push((days.at(-1) ?? 0) + 1 + Math.floor(chance.exponential(rate)))
    return [
      String(i),
      days
        .filter((day) => day <= TODAY)
        .map((day) => `${String(day)}:${String(3_000 + i)}`)
        .join(' '),
    ]
  })
  const past = { buying, types: [['Ringe', buying[0]?.[1] ?? '']], today: TODAY }
  let ticks = 0
  const clock = setInterval(() => (ticks += 1), 5)
  const apart = await forecastApart(past)
  clearInterval(clock)
  expect(ticks).toBeGreaterThan(3)
  expect(apart).toEqual(forecastShop(past))
})
