import type { Minimum } from './bfgs.ts'

type Corner = { point: number[]; value: number }

/**
 * Minimisation without derivatives by Nelder and Mead (1965): slow and sure, for when the quasi-Newton way stops short.
 * `target` may return infinity outside its domain.
 */
export function nelderMead(target: (point: number[]) => number, start: ArrayLike<number>, iterations = 2000): Minimum {
  const origin = Array.from(start)
  const corner = (point: number[]): Corner => {
    const value = target(point)
    return { point, value: Number.isNaN(value) ? Infinity : value }
  }
  let corners = [origin, ...origin.map((_, i) => origin.map((entry, j) => entry + (i === j ? 0.5 : 0)))].map(corner)
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    corners.sort((one, other) => one.value - other.value)
    const best = corners[0] as Corner
    const worst = corners.at(-1) as Corner
    const second = corners.at(-2) as Corner
    if (worst.value - best.value < 1e-12 * (1 + Math.abs(best.value))) break
    const others = corners.slice(0, -1)
    const centre = origin.map((_, i) => others.reduce((sum, { point }) => sum + (point[i] ?? 0), 0) / others.length)
    const along = (factor: number) => corner(centre.map((entry, i) => entry + factor * ((worst.point[i] ?? 0) - entry)))
    const reflected = along(-1)
    if (reflected.value < best.value) {
      const expanded = along(-2)
      corners = [...others, expanded.value < reflected.value ? expanded : reflected]
    } else if (reflected.value < second.value) corners = [...others, reflected]
    else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5)
      corners =
        contracted.value < Math.min(worst.value, reflected.value)
          ? [...others, contracted]
          : corners.map(({ point }) => corner(point.map((entry, i) => ((best.point[i] ?? 0) + entry) / 2)))
    }
  }
  corners.sort((one, other) => one.value - other.value)
  const best = corners[0] as Corner
  return { point: Float64Array.from(best.point), value: best.value, converged: Number.isFinite(best.value) }
}
