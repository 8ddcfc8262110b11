import { expect, test } from 'vitest'
import { likingOfOption } from '../../../app/profiles/option-kind.ts'
import { priceBand, priceCuts, readPriceBand } from '../../../app/profiles/price-bands.ts'

test.each([
  ['Farbe', 'Rot', 'colour', 'Rot'],
  ['Frame color', 'Black', 'colour', 'Black'],
  ['Bandfarbe', ' Rot  Gold ', 'colour', 'Rot Gold'],
  ['Couleur', 'Bleu', 'colour', 'Bleu'],
  ['Material', 'Silber', 'material', 'Silber'],
  ['Metallfarbe', 'Gold', 'colour', 'Gold'],
  ['Größe', 'M', 'size', 'M'],
  ['SIZE', 'XL', 'size', 'XL'],
  ['Ringgröße', '54', 'size', 'Ringgröße 54'],
  ['Ring size', '7', 'size', 'Ring size 7'],
  ['Taille de bague', '52', 'size', 'Taille de bague 52'],
])('an option named %s with %s tells a %s', (name, value, kind, said) => {
  expect(likingOfOption(name, value)).toEqual({ kind, value: said })
})

test.each([
  ['Title', 'Default Title'],
  ['Gravur', 'Rot'],
  ['Länge', '45 cm'],
  ['Farbe', ' '],
])('an option named %s with %s tells nothing, and nothing is invented', (name, value) => {
  expect(likingOfOption(name, value)).toBeNull()
})

test('price bands are round, ascending, and hold every price', () => {
  const prices = Array.from({ length: 100 }, (_, index) => ({ minor: 900 + index * 137, pieces: 1 + (index % 3) }))
  const cuts = priceCuts(prices)
  expect(cuts).toEqual([3000, 7000, 10000])
  for (const { minor } of prices) {
    const { from, to } = readPriceBand(priceBand(minor, cuts))
    expect(minor).toBeGreaterThanOrEqual(from ?? 0)
    expect(minor).toBeLessThan(to ?? Infinity)
  }
  expect(priceCuts([])).toEqual([])
  expect(readPriceBand(priceBand(500, []))).toEqual({ from: null, to: null })
})
