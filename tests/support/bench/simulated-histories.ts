import { prediction } from '../../../app/profiles/index.ts'
import { Chance, SHOP_SPEND } from '../../app/profiles/prediction/simulated-shop.ts'

const DAYS = 730
const [R, ALPHA, A, B] = [0.6, 8, 0.9, 2]

/** Two years of a BG/NBD shop, straight into histories: a million customers need no million arrays. */
export function simulatedHistories(size: number): prediction.Histories {
  const chance = new Chance(1)
  const histories = prediction.emptyHistories(size)
  for (let i = 0; i < size; i += 1) {
    const age = Math.floor(chance.uniform() * DAYS)
    const rate = chance.gamma(R, ALPHA) / 7
    const leaves = chance.beta(A, B)
    const nu = chance.gamma(SHOP_SPEND.q, SHOP_SPEND.gamma)
    let [orders, last, spent] = [0, 0, 0]
    for (let at = chance.exponential(rate); at <= age; at += chance.exponential(rate)) {
      const day = Math.min(age, Math.ceil(at))
      spent += chance.gamma(SHOP_SPEND.p, nu)
      if (day > last) orders += 1
      last = day
      if (chance.uniform() < leaves) break
    }
    histories.frequency[i] = orders
    histories.valuedOrders[i] = orders
    histories.recencyDays[i] = last
    histories.ageDays[i] = age
    histories.repeatValue[i] = spent
  }
  return histories
}
