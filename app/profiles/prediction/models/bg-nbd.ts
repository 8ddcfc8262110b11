import { geometricDeathLaw, logLikelihood } from './geometric-death.ts'
import type { Model } from './model.ts'

/**
 * BG/NBD (Fader, Hardie and Lee 2005, "Counting Your Customers" the Easy Way, Marketing Science 24, equation 6; its
 * likelihood per customer is Γ(r + x) alpha^r / Γ(r) · [B(a, b + x) / B(a, b) (alpha + T)^-(r + x) + δ(x > 0)
 * B(a + 1, b + x - 1) / B(a, b) (alpha + t_x)^-(r + x)]). Nobody leaves after the first order, so every one-time buyer
 * counts as alive: score churn by the probability of no order, not by P(alive).
 */
export const bgNbd: Model = {
  name: 'bgNbd',
  parameterNames: ['r', 'alpha', 'a', 'b'],
  starts: ({ r, alpha }) => [
    [r, alpha, 0.8, 2.5],
    [r / 2, alpha / 2, 0.5, 5],
    [1, 10, 1, 1],
    [r, alpha, 0.05, 1],
  ],
  logLikelihood: (cells, parameters, gradient) => logLikelihood(cells, parameters, gradient, 0),
  law: (parameters) => geometricDeathLaw(parameters, 0),
}
