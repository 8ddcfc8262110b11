/** Whether the two groups still have the sizes they were drawn with. */
export type RatioCheck = { chiSquare: number; probability: number; suspicious: boolean }

/**
 * Checks that people were not lost from one group more than from the other, by the chi-square test of fit with one degree
 * of freedom: then the groups differ in more than the mail, and no effect can be told. Below 0.0005 it is suspicious, as
 * strict as platforms that look at every experiment.
 * Sources: K. Pearson, Philosophical Magazine 50 (1900), 157-175; A. Fabijan et al., Diagnosing Sample Ratio Mismatch in
 * Online Controlled Experiments, KDD 2019, 2156-2164.
 * @param expected the sizes at the draw; `observed` the sizes now
 */
export function checkSampleRatio(
  observed: { treated: number; held: number },
  expected: { treated: number; held: number },
): RatioCheck {
  const people = observed.treated + observed.held
  const drawn = expected.treated + expected.held
  if (people === 0 || expected.treated === 0 || expected.held === 0) return FINE
  const part = (seen: number, share: number) => (seen - people * share) ** 2 / (people * share)
  const chiSquare = part(observed.treated, expected.treated / drawn) + part(observed.held, expected.held / drawn)
  const probability = errorFunctionComplement(Math.sqrt(chiSquare / 2))
  return { chiSquare, probability, suspicious: probability < SUSPICIOUS }
}

/** erfc(x) for x >= 0, absolute error below 1.5e-7 (Abramowitz and Stegun 7.1.26). */
function errorFunctionComplement(x: number): number {
  const t = 1 / (1 + 0.3275911 * x)
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  return series * Math.exp(-x * x)
}

const SUSPICIOUS = 0.0005
const FINE: RatioCheck = { chiSquare: 0, probability: 1, suspicious: false }
