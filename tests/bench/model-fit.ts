import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import type { Benchmark } from '../../scripts/bench.ts'
import { prediction } from '../../app/profiles/index.ts'
import { CDNOW_CUT, cdnowPresent, cdnowPurchases } from '../app/profiles/prediction/cdnow.ts'
import { SHOP_SPEND, simulateShop } from '../app/profiles/prediction/simulated-shop.ts'
import { median } from '../support/bench/server-process.ts'
import { simulatedHistories } from '../support/bench/simulated-histories.ts'
import { nelderMeadPerCustomer } from '../support/bench/nelder-mead-per-customer.ts'

const CUSTOMERS = 1_000_000
const ROUNDS = 15

/**
 * Fits and predicts a shop of simulated customers with each law (seconds of CPU on one core, all stages), and fits
 * BG/NBD to CDNOW's sample (a simulated shop of its size where it is not present) against a plain Nelder-Mead over
 * customers, as lifetimes does it, and against lifetimes itself where Python has it.
 */
export function measure({ size = CUSTOMERS }: { size?: number }): Promise<Benchmark> {
  const small = smallShop()
  const ours = median(timed(() => prediction.fitModel(prediction.bgNbd, small)))
  const plain = median(timed(() => nelderMeadPerCustomer(small), 3))
  const fit = prediction.fitModel(prediction.bgNbd, small)
  const baseline = nelderMeadPerCustomer(small)
  const histories = simulatedHistories(size)
  const stages = [prediction.bgNbd, prediction.mbgNbd, prediction.paretoNbd].map((model) => {
    const begin = process.cpuUsage()
    const wall = performance.now()
    const shop = prediction.fitShop(histories, 35, model)
    const fitted = cpuSeconds(begin)
    const predictions = prediction.predictShop(shop, histories, { value: 365, churn: 180 })
    if (predictions.lifetimeValue.some((value) => !Number.isFinite(value))) throw new Error('a value is not finite')
    const text = `${fitted.toFixed(1)} + ${(cpuSeconds(begin) - fitted).toFixed(1)} s CPU, ${((performance.now() - wall) / 1000).toFixed(1)} s wall`
    return [`${model.name} fit + predict`, text] as const
  })
  return Promise.resolve({
    size: `${cdnowPresent ? 'CDNOW' : 'CDNOW not present, simulated'}: ${String(small.size)} customers; shop: ${String(size)}`,
    unit: 'ms for a fit of BG/NBD, median',
    ours: round(ours),
    baseline: round(plain),
    ratio: round(ours / plain, 4),
    peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    logLikelihood: fit.logLikelihood,
    baselineLogLikelihood: baseline.logLikelihood,
    ...againstLifetimes(small, ours, fit.logLikelihood),
    ...Object.fromEntries(stages),
  })
}

function smallShop(): prediction.Histories {
  const simulated = () =>
    simulateShop({
      model: 'bgNbd',
      parameters: [0.24, 4.4, 0.8, 2.4],
      spend: SHOP_SPEND,
      customers: 2357,
      joinDays: 84,
      days: 272,
      futureDays: 0,
      seed: 1,
    })
  const days = prediction.buyingDays(cdnowPresent ? cdnowPurchases() : simulated())
  return prediction.calibrate(days, cdnowPresent ? CDNOW_CUT : 272).histories
}

function timed(work: () => unknown, rounds = ROUNDS): number[] {
  return Array.from({ length: rounds }, () => {
    const begin = performance.now()
    work()
    return performance.now() - begin
  })
}

const PYTHON = `
import json, sys, time, warnings
warnings.filterwarnings('ignore')
from lifetimes import BetaGeoFitter
rows = json.load(open(sys.argv[1]))
x, t_x, T = ([row[i] for row in rows] for i in range(3))
import numpy as np
x, t_x, T = np.array(x), np.array(t_x), np.array(T)
times = []
for _ in range(7):
    fitter = BetaGeoFitter(penalizer_coef=0.0)
    begin = time.perf_counter()
    fitter.fit(x, t_x, T)
    times.append(time.perf_counter() - begin)
print(json.dumps({'ms': sorted(times)[3] * 1000, 'logLikelihood': float(-fitter._negative_log_likelihood_ * len(x)), 'parameters': [float(fitter.params_[name]) for name in ('r', 'alpha', 'a', 'b')]}))
`

function againstLifetimes(
  histories: prediction.Histories,
  ours: number,
  logLikelihood: number,
): Record<string, unknown> {
  if (spawnSync('python3', ['-c', 'import lifetimes']).status !== 0) return { lifetimes: 'not present' }
  const rows = Array.from({ length: histories.size }, (_, i) => {
    const { frequency, recency, age } = prediction.historyAt(histories, i)
    return [frequency, recency, age]
  })
  writeFileSync('.data/model-fit.json', JSON.stringify(rows))
  const done = spawnSync('python3', ['-c', PYTHON, '.data/model-fit.json'], { encoding: 'utf8' })
  if (done.status !== 0) return { lifetimes: done.stderr.trim().split('\n').at(-1) }
  const theirs = JSON.parse(done.stdout) as { ms: number; logLikelihood: number; parameters: number[] }
  return {
    lifetimesMs: round(theirs.ms),
    ratioToLifetimes: round(ours / theirs.ms, 4),
    logLikelihoodAboveLifetimes: logLikelihood - likelihoodAt(histories, theirs.parameters),
  }
}

/** Of parameters found elsewhere, so that the search is compared and not the sum's last digit. */
function likelihoodAt(histories: prediction.Histories, parameters: number[]): number {
  return -nelderMeadPerCustomer.loss(histories, parameters.map(Math.log))
}

function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1e6
}

function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}
