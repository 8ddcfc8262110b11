import { fitModel, type Fit } from './fit/fit.ts'
import { normalPrior } from './fit/prior.ts'
import type { Histories } from './histories.ts'
import { fitGammaGamma, publishedSpendPrior, type SpendFit } from './models/gamma-gamma.ts'
import { mbgNbd } from './models/mbg-nbd.ts'
import type { Law, Model } from './models/model.ts'
import { nbd } from './models/nbd.ts'
import { paretoNbd } from './models/pareto-nbd.ts'

export type ShopModel = {
  orders: Fit
  law: Law
  spend: SpendFit
  /**
   * 'own': the shop's orders alone. 'shrunken': too few buyers, the published parameters of a comparable shop weigh in.
   * 'boundary': nobody seems to leave for good, so the plain NBD took the place of the wanted model.
   */
  basis: 'own' | 'shrunken' | 'boundary'
}

const FEW_BUYERS = 50
const FEW_REPEATERS = 10
/** Published parameters differ among shops by a factor of about e: one standard deviation of their logarithms. */
const SPREAD = 1
const NO_GAIN = 0.01
/** Beyond it customers differ so little that Pareto/NBD is a limit of itself, whose integrals take minutes a shop. */
const RUNAWAY = 1e4

/** MBG/NBD of the CDNOW sample (Batislam et al. 2007). */
const published = [0.525, 6.183, 0.891, 1.614]

/**
 * Fits a law of ordering and a law of spending to a shop. `typicalOrder` is the mean value of all its orders. Below
 * 50 buyers (or ten who came back) the MBG/NBD is shrunken towards its published parameters, whatever was wanted; it also
 * takes the place of a Pareto/NBD that runs away.
 */
export function fitShop(histories: Histories, typicalOrder: number, wanted: Model = mbgNbd): ShopModel {
  const repeaters = histories.frequency.reduce((sum, frequency) => sum + Number(frequency > 0), 0)
  if (histories.size < FEW_BUYERS || repeaters < FEW_REPEATERS) {
    const orders = fitModel(mbgNbd, histories, normalPrior(published.map(Math.log), SPREAD))
    return { orders, law: mbgNbd.law(orders.parameters), spend: fitSpend(histories, typicalOrder), basis: 'shrunken' }
  }
  const spend = fitSpend(histories, typicalOrder)
  const orders = fitModel(wanted, histories)
  if (wanted === paretoNbd && orders.parameters.some((parameter) => parameter > RUNAWAY))
    return fitShop(histories, typicalOrder, mbgNbd)
  const plain = wanted === nbd ? orders : fitModel(nbd, histories)
  if (wanted !== nbd && !(orders.logLikelihood > plain.logLikelihood + NO_GAIN))
    return { orders: plain, law: nbd.law(plain.parameters), spend, basis: 'boundary' }
  return { orders, law: wanted.law(orders.parameters), spend, basis: 'own' }
}

function fitSpend(histories: Histories, typicalOrder: number): SpendFit {
  const repeaters = histories.repeatValue.reduce((sum, value) => sum + Number(value > 0), 0)
  const prior = repeaters < FEW_BUYERS ? publishedSpendPrior(typicalOrder, SPREAD) : undefined
  return fitGammaGamma(histories, typicalOrder, prior)
}
