import { geometricDeathLaw, logLikelihood } from './geometric-death.ts'
import type { Model } from './model.ts'

/**
 * MBG/NBD (Batislam, Denizel and Filiztekin 2007, Empirical validation and comparison of models for customer base
 * analysis, International Journal of Research in Marketing 24; the CBG/NBD of Hoppe and Wagner 2007): as BG/NBD, but
 * a customer may leave after her first order too, so P(alive) tells one-time buyers apart.
 */
export const mbgNbd: Model = {
  name: 'mbgNbd',
  parameterNames: ['r', 'alpha', 'a', 'b'],
  starts: ({ r, alpha }) => [
    [r, alpha, 0.8, 2.5],
    [2 * r, alpha, 0.9, 1.6],
    [1, 10, 1, 1],
    [r, alpha, 0.05, 1],
  ],
  logLikelihood: (cells, parameters, gradient) => logLikelihood(cells, parameters, gradient, 1),
  law: (parameters) => geometricDeathLaw(parameters, 1),
}
