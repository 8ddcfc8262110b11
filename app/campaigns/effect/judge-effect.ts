import { recipientsNeeded } from './recipients-needed.ts'
import { sampleOf, type Sums } from './sample.ts'
import { checkSampleRatio } from './sample-ratio.ts'
import { welchInterval, type Difference } from './welch.ts'

/** One group of the draw: what everybody of it spent and how often they ordered, mailed or not. */
export type Arm = { revenue: Sums; orders: Sums }

export type Verdict =
  /** Nobody was held out. */
  | 'no-holdout'
  /** People were lost from one group more than from the other. */
  | 'uneven'
  /** Too few ordered in one of the groups to tell anything. */
  | 'too-few'
  /** The codes are still good: what is seen now may change. */
  | 'running'
  | 'more'
  | 'less'
  | 'not-proven'

export type Effect = {
  verdict: Verdict
  treated: number
  held: number
  /** A person, treated less held: minor units, and orders; with the interval of 95 %. Null where there is none to tell. */
  revenue: Difference | null
  orders: Difference | null
  /** How many more people such an effect would take to be proven; null where it is, or where none is in sight. */
  needed: number | null
}

/**
 * What a campaign brought that would not have come without it. Everybody who was drawn counts, also whose mail failed, or
 * the two groups would not be alike. It is called proven only once, at the end of the window, because who looks each day
 * finds something by chance on one of them; and only where the interval of 98 % leaves zero out, so that with the errors
 * of the interval itself fewer than one campaign of twenty without any effect is.
 * Sources: R. Kohavi, D. Tang, Y. Xu, Trustworthy Online Controlled Experiments, 2020, ch. 17 (peeking), 21 (sample
 * ratio); intention to treat: D. L. Sackett, M. Gent, N. Engl. J. Med. 301 (1979), 1410-1412.
 * @param heldPercent what was drawn to be held out
 * @param closed the window is over
 */
export function judgeEffect(
  { treated, held }: { treated: Arm; held: Arm },
  { heldPercent, closed }: { heldPercent: number; closed: boolean },
): Effect {
  const sizes = { treated: treated.revenue.size, held: held.revenue.size }
  const nothing = { ...sizes, revenue: null, orders: null, needed: null }
  if (heldPercent === 0 || sizes.held === 0) return { ...nothing, verdict: 'no-holdout' }
  if (checkSampleRatio(sizes, { treated: 100 - heldPercent, held: heldPercent }).suspicious)
    return { ...nothing, verdict: 'uneven' }
  const [ours, theirs] = [sampleOf(treated.revenue), sampleOf(held.revenue)]
  if (Math.min(ours.active, theirs.active) < FEWEST_BUYERS)
    return { ...nothing, verdict: 'too-few', needed: untilEnoughBuyers(ours, theirs) }
  const proof = welchInterval(ours, theirs, PROOF)
  const revenue = welchInterval(ours, theirs)
  const orders = welchInterval(sampleOf(treated.orders), sampleOf(held.orders))
  const verdict = closed ? verdictOf(proof) : 'running'
  return {
    verdict,
    ...sizes,
    revenue,
    orders,
    needed: verdict === 'not-proven' ? recipientsNeeded(ours, theirs) : null,
  }
}

const PROOF = 0.98
/** With fewer buyers in a group its variance says too little of the shop's. */
export const FEWEST_BUYERS = 20

function verdictOf(proof: Difference | null): Verdict {
  if (proof === null) return 'not-proven'
  return proof.low > 0 ? 'more' : proof.high < 0 ? 'less' : 'not-proven'
}

type Buyers = { size: number; active: number }

/** At the rate at which they order now; null where nobody of a group does. */
function untilEnoughBuyers(treated: Buyers, held: Buyers): number | null {
  const fewest = Math.min(treated.active, held.active)
  if (fewest === 0) return null
  const people = treated.size + held.size
  return Math.ceil((people * FEWEST_BUYERS) / fewest) - people
}
