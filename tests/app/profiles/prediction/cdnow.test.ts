import { describe, expect, test } from 'vitest'
import { prediction } from '../../../../app/profiles/index.ts'
import { CDNOW_CUT, cdnowPresent, cdnowPurchases } from './cdnow.ts'

const { bgNbd, mbgNbd, paretoNbd, fitModel, gammaGamma, expectedOrders, expectedOrderValue } = prediction

describe.skipIf(!cdnowPresent)(`CDNOW's sample${cdnowPresent ? '' : ' is not present'}`, () => {
  const read = () => prediction.calibrate(prediction.buyingDays(cdnowPurchases()), CDNOW_CUT).histories

  test.each([
    [bgNbd, ['0.2426', '4.4136', '0.7929', '2.4259'], '-9582.43'],
    [mbgNbd, ['0.525', '6.183', '0.891', '1.614'], undefined],
    [paretoNbd, ['0.553', '10.578', '0.606', '11.669'], '-9594.98'],
  ])('gives $name the published parameters and likelihood', (model, published, logLikelihood) => {
    const fit = fitModel(model, read())
    expect(fit).toMatchObject({ customers: 2357, converged: true })
    expect(fit.parameters.map((value, i) => value.toFixed((published[i] ?? '').split('.')[1]?.length))).toEqual(
      published,
    )
    if (logLikelihood) expect(fit.logLikelihood.toFixed(2)).toBe(logLikelihood)
  })

  test('gives Gamma-Gamma the published parameters and the values of the first ten customers', () => {
    const histories = read()
    const fit = gammaGamma(histories, 35)
    expect([fit.p, fit.q, fit.gamma, fit.logLikelihood].map((value) => value.toFixed(2))).toEqual([
      '6.25',
      '3.74',
      '15.44',
      '-4055.92',
    ])
    expect(fit.repeaters).toBe(946)
    const values = [...Array(10).keys()].map((i) =>
      expectedOrderValue(fit, histories.valuedOrders[i] ?? 0, histories.repeatValue[i] ?? 0).toFixed(2),
    )
    expect(values.join(' ')).toBe('24.65 18.91 35.17 35.17 35.17 71.46 18.91 35.17 27.28 35.17')
  })

  test('shows the published hold-out means and the measured errors', () => {
    const result = prediction.backtest(cdnowPurchases(), { cut: CDNOW_CUT })
    if (result.outcome !== 'tested') throw new Error(result.outcome)
    expect(result.byFrequency.map(({ actual }) => actual.toFixed(4)).join(' ')).toBe(
      '0.2367 0.6970 1.3925 1.5600 2.5323 2.9474 3.8621 6.3594',
    )
    expect(result.chosen).toBe('paretoNbd')
    const published = [0.138, 0.6, 1.196, 1.714, 2.399, 2.907, 3.819, 6.403]
    result.byFrequency.forEach(({ predicted }, i) => {
      expect(Math.abs(predicted - (published[i] ?? 0))).toBeLessThan(1e-3)
    })
    const shown = ({ mae, rmse, totalError, auc }: prediction.Score) =>
      [mae.toFixed(3), rmse.toFixed(3), ((totalError ?? 0) * 100).toFixed(0), auc?.toFixed(3)].join(' ')
    expect(result.models.map(shown)).toEqual([
      '0.785 1.608 -12 0.773',
      '0.765 1.607 -16 0.773',
      '0.755 1.603 -12 0.779',
    ])
    expect(shown(result.naive.sameRate)).toMatch(/^1.024 2.212 56/)
    expect(shown(result.naive.zero)).toMatch(/^0.798 2.206 -100/)
    expect([result.naive.recency.auc?.toFixed(3), result.naive.frequency.auc?.toFixed(3)]).toEqual(['0.771', '0.758'])
    expect(Math.abs((result.coverage.spent.share ?? 0) - 0.8)).toBeLessThan(0.04)
    expect(result.verdict).toMatchObject({ key: 'better', rule: 'recency' })
  })

  test('shows the published hold-out means of BG/NBD', () => {
    const histories = read()
    const { parameters } = fitModel(bgNbd, histories)
    const law = bgNbd.law(parameters)
    const sums = Array.from({ length: 8 }, () => ({ orders: 0, customers: 0 }))
    for (let i = 0; i < histories.size; i += 1) {
      const history = prediction.historyAt(histories, i)
      const own = sums[Math.min(7, history.frequency)]
      if (!own) continue
      own.orders += expectedOrders(law, history, 39)
      own.customers += 1
    }
    const published = [0.2251, 0.5231, 1.0441, 1.5203, 2.1638, 2.6538, 3.504, 6.157]
    sums.forEach(({ orders, customers }, i) => {
      expect(Math.abs(orders / customers - (published[i] ?? 0))).toBeLessThan(2.5e-4)
    })
  })
})

test('BG/NBD with the parameters of CDNOW expects what the paper prints', () => {
  const law = bgNbd.law([0.242594, 4.413602, 0.792922, 2.425907])
  expect(expectedOrders(law, { frequency: 2, recency: 30.43, age: 38.86 }, 39).toFixed(3)).toBe('1.226')
  const fresh = { frequency: 0, recency: 0, age: 0 }
  const unconditional = [0.1429, 1, 3, 31.8571, 32].map((weeks) => expectedOrders(law, fresh, weeks).toFixed(4))
  expect(unconditional).toEqual(['0.0078', '0.0532', '0.1506', '1.0405', '1.0437'])
  // The paper's spreadsheet prints 1.8576, with 2F1 cut off early; SciPy's 2F1 gives 1.8580 for these parameters.
  expect(expectedOrders(law, fresh, 78)).toBeCloseTo(1.858, 4)
})
