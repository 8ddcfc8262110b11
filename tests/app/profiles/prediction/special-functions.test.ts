import { expect, test } from 'vitest'
import { digamma, logGamma } from '../../../../app/profiles/prediction/math/gamma.ts'
import { gaussLegendre } from '../../../../app/profiles/prediction/math/gauss-legendre.ts'
import { hypergeometric } from '../../../../app/profiles/prediction/math/hypergeometric.ts'
import { incompleteBeta } from '../../../../app/profiles/prediction/math/incomplete-beta.ts'
import { emptyPowerIntegral, powerIntegral } from '../../../../app/profiles/prediction/math/power-integral.ts'

// Known values: closed forms where there is one, else scipy.special of SciPy, which computes them another way.

test.each([
  [0.001, 6.907178885383853],
  [0.2426, 1.3197854750907922],
  [0.5, 0.5723649429247],
  [1, 0.0],
  [1.5, -0.12078223763524526],
  [2, 0.0],
  [7.3, 7.147892523022249],
  [10, 12.801827480081469],
  [123.4, 469.3360974421906],
  [10000.5, 82104.32265412837],
  [10000000.0, 151180949.36947393],
])('ln Γ(%d)', (x, value) => {
  expect(Math.abs(logGamma(x) - value)).toBeLessThan(1e-13 * Math.max(1, Math.abs(value)))
})

test.each([
  [0.01, -100.56088545786868],
  [0.2426, -4.358361853222514],
  [1, -0.5772156649015329],
  [1.4616321449683622, -9.241265521729427e-17],
  [3.5, 1.103156640645243],
  [12, 2.4426616799758123],
  [10000.0, 9.21029037114285],
])('ψ(%d)', (x, value) => {
  expect(Math.abs(digamma(x) - value)).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)))
})

test.each([
  [0.5, 2, 3, 0.6875],
  [0.1, 0.5, 0.5, 0.20483276469913345],
  [0.9, 6.25, 3.74, 0.9860692878532756],
  [0.3, 60, 120, 0.1717562912398448],
  [0.2, 250, 1003.7, 0.5264790455404332],
  [1e-6, 0.3, 2, 0.020603606747314897],
  [0.6667, 5000, 2500.0, 0.5013571578922071],
  [0.99999, 3, 0.05, 0.3947807251624063],
])('I_%d(%d, %d)', (x, a, b, value) => {
  expect(Math.abs(incompleteBeta(x, a, b) - value)).toBeLessThan(1e-11)
})

test.each([
  [-0.1, -0.2, 2.2, 0.5, 1.0048448639314946],
  [1, 1, 2, 0.5, 1.3862943611198901],
  [0.98, -0.207, 4.2188, 0.47, 0.9755370716755488],
  [-1.5, 0.3, 5, 0.93, 0.9207720104132076],
  [2, 0.4, 12, 0.99, 1.0799720499190264],
])('2F1(%d, %d; %d; %d)', (a, b, c, z, value) => {
  expect(Math.abs(hypergeometric(a, b, c, z) / value - 1)).toBeLessThan(1e-11)
})

test('Gauss-Legendre with n points is exact for polynomials of degree 2n - 1', () => {
  const { nodes, weights } = gaussLegendre(10)
  const integral = nodes.reduce((sum, node, i) => sum + (weights[i] ?? 0) * node ** 19, 0)
  expect(integral).toBeCloseTo(1 / 20, 14)
})

// Integrals by scipy.integrate.quad at 1e-13.
test.each([
  [10.578, 2.553, 11.669, 1.606, 30.43, 38.86, -13.7283434712304],
  [4, 0.3, 0.05, 1.5, 0, 39, 1.6901531479159657],
  [0.02, 0.25, 12, 1.1, 0, 100, -0.20000086270914985],
  [300, 2, 1, 1.2, 0, 52, -10.457533140507318],
  [5, 120, 9, 1.6, 20, 38, -393.2245572139345],
  [5, 3, 5, 1.5, 2, 2.2, -10.429046089742616],
])('∫ (%d + y)^-%d (%d + y)^-%d from %d to %d', (alpha, p, beta, q, from, to, log) => {
  const value = powerIntegral(alpha, p, beta, q, from, to, emptyPowerIntegral()).log
  expect(Math.abs(value - log)).toBeLessThan(1e-8)
})
