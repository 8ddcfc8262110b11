/** Chance that is the same in every run. */
export function chanceFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

type Chance = ReturnType<typeof chanceFrom>

/** JSON texts that have broken readers somewhere before. */
const NASTY = [
  'null',
  'true',
  '""',
  '[]',
  '{}',
  '[[]]',
  '0',
  '-1',
  '-9223372036854775809',
  '9223372036854775808',
  '99999999999999999999999999999999999999999999999999',
  '1e400',
  '0.1',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udc00x"',
  '"1e5"',
  '"-0.000000000000000000001"',
  '"999999999999999999999.99"',
  '"0000-01-01T00:00:00Z"',
  '"9999-12-31T23:59:59+99:99"',
  '"2026-02-31T00:00:00Z"',
  '"gid://shopify/Order/0"',
  '"gid://shopify/Customer/99999999999999999999"',
  '"gid://shopify/Nothing/1"',
  '"EURO"',
  '"eur"',
  '"Mars/Olympus"',
  '{"__proto__":{"id":1},"constructor":1}',
  `"${'ß'.repeat(5000)}"`,
  `"${'a@b.de '.repeat(700)}"`,
  `${'['.repeat(900)}${']'.repeat(900)}`,
]

const HOLE = '\u0001'

/** A body made from another by one to three changes, as a broken network, a bug or an attacker would make them. */
export function mutate(body: string, chance: Chance): string {
  let changed = body
  for (let changes = 1 + chance(3); changes > 0; changes -= 1) changed = once(changed, chance)
  return changed
}

function once(body: string, chance: Chance): string {
  const place = chance(body.length)
  switch (chance(8)) {
    case 0:
      return body.slice(0, place)
    case 1:
      return body.slice(0, place) + body.slice(place + 1 + chance(20))
    case 2:
      return body.slice(0, place) + String.fromCharCode(32 + chance(95)) + body.slice(place + 1)
    default:
      return replaceValue(body, chance)
  }
}

/** Puts something else in the place of one value, however deep, or takes it away. */
function replaceValue(body: string, chance: Chance): string {
  let tree: unknown
  try {
    tree = JSON.parse(body)
  } catch {
    return body
  }
  const places = placesIn(tree)
  const place = places[chance(places.length)]
  if (place === undefined) return NASTY[chance(NASTY.length)] ?? ''
  const { holder, key } = place
  const kind = chance(6)
  if (kind === 0) Reflect.deleteProperty(holder, key)
  else if (kind === 1) holder[key] = structuredClone(places[chance(places.length)]?.value ?? null)
  else if (kind === 2 && Array.isArray(place.value)) holder[key] = Array.from({ length: 40 }, () => place.value).flat()
  else holder[key] = HOLE
  const text = JSON.stringify(tree)
  return text.length > 300_000 ? body : text.replaceAll(JSON.stringify(HOLE), NASTY[chance(NASTY.length)] ?? 'null')
}

type Place = { holder: Record<string, unknown>; key: string; value: unknown }

function placesIn(tree: unknown): Place[] {
  const places: Place[] = []
  const open: unknown[] = [tree]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one !== 'object' || one === null) continue
    const holder = one as Record<string, unknown>
    for (const [key, value] of Object.entries(holder)) {
      places.push({ holder, key, value })
      open.push(value)
    }
  }
  return places
}
