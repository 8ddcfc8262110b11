import { materials, productTypes } from './assortment.ts'
import type { Habits } from './person.ts'
import type { Random } from './random.ts'
import type { ShelfItem, ShelfVariant } from './shelf.ts'

export type BasketLine = { item: ShelfItem; variant: ShelfVariant; quantity: number }

/** What a person of these habits puts into the basket on one visit: one to three different pieces. */
export function basketOf(habits: Habits, shelf: ShelfItem[], random: Random): BasketLine[] {
  const lines: BasketLine[] = []
  for (let wanted = 1 + random.weighted([0.7, 0.22, 0.08]); wanted > 0; wanted--) {
    const type = productTypes[random.weighted(habits.types)]
    const choice = shelf.filter(({ offer }) => offer.type === type)
    const item = choice[random.weighted(choice.map((candidate) => liking(candidate, habits)))]
    if (!item || lines.some((line) => line.item === item)) continue
    lines.push({ item, variant: variantFor(item, habits, random), quantity: random.chance(0.05) ? 2 : 1 })
  }
  return lines
}

function liking({ offer }: ShelfItem, habits: Habits): number {
  const material = habits.materials[materials.indexOf(offer.material)] ?? 0
  const distance = Math.log(offer.price / habits.comfortablePrice) / 0.5
  return offer.popularity * (0.05 + material) * Math.exp(-0.5 * distance * distance) + 1e-6
}

function variantFor(item: ShelfItem, habits: Habits, random: Random): ShelfVariant {
  const own = item.offer.option.name === 'Ringgröße' && item.variants.find(({ title }) => title === habits.ringSize)
  return own && random.chance(0.85) ? own : random.pick(item.variants)
}
