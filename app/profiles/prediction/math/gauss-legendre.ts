export type Quadrature = { nodes: Float64Array; weights: Float64Array }

/** Nodes and weights of Gauss-Legendre quadrature of `order` points on [0, 1] (Abramowitz and Stegun 25.4.29). */
export function gaussLegendre(order: number): Quadrature {
  const nodes = new Float64Array(order)
  const weights = new Float64Array(order)
  for (let index = 0; index < order; index += 1) {
    let x = Math.cos((Math.PI * (index + 0.75)) / (order + 0.5))
    let slope = 1
    for (let step = 0; step < 20; step += 1) {
      const at = legendre(order, x)
      slope = at.slope
      x -= at.value / slope
    }
    nodes[index] = (1 - x) / 2
    weights[index] = 1 / ((1 - x * x) * slope * slope)
  }
  return { nodes, weights }
}

function legendre(order: number, x: number): { value: number; slope: number } {
  let before = 1
  let value = x
  for (let n = 2; n <= order; n += 1) {
    const next = ((2 * n - 1) * x * value - (n - 1) * before) / n
    before = value
    value = next
  }
  return { value, slope: (order * (x * value - before)) / (x * x - 1) }
}
