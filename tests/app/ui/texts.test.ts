import { globSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { describe, expect, it } from 'vitest'

type Texts = { [key: string]: string | Texts }

const rooms = globSync('app/*/texts/de.json')
  .map((path) => basename(dirname(dirname(path))))
  .sort()

describe.each(rooms)('the words of %s', (room) => {
  const [de, en] = [flat(read(room, 'de')), flat(read(room, 'en'))]

  it('exist in German and English alike', () => {
    expect([...de.keys()].sort()).toEqual([...en.keys()].sort())
  })

  it('speak of the same values in both', () => {
    for (const [key, text] of de) expect(placesIn(text), key).toEqual(placesIn(en.get(key) ?? ''))
  })

  it('address the merchant and the customer as Sie', () => {
    for (const [key, text] of de) expect(text, key).not.toMatch(/\b(du|dich|dir|dein(e[mnrs]?)?)\b/i)
  })

  it('are there for every text that is asked for', () => {
    const missing = asked(room).filter((key) => !known(de, key))
    expect(missing).toEqual([])
  })
})

function read(room: string, language: string): Texts {
  return JSON.parse(readFileSync(`app/${room}/texts/${language}.json`, 'utf8')) as Texts
}

function flat(texts: Texts, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  )
}

function placesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name = '']) => name))].sort()
}

/** The keys that a room's own drawings name outright; a key put together at run time is not among them. */
function asked(room: string): string[] {
  return globSync(`app/${room}/ui/*.tsx`).flatMap((path) => {
    const source = readFileSync(path, 'utf8')
    if (!source.includes(`useTranslation('${room}')`)) return []
    return [...source.matchAll(/\bt\('([\w.]+)'/g)].map(([, key = '']) => key)
  })
}

function known(texts: Map<string, string>, key: string): boolean {
  return texts.has(key) || texts.has(`${key}_other`)
}
