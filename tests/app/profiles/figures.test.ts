import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Texts = { [key: string]: string | Texts }

test.each([
  ['de', 'docs/zahlen.md'],
  ['en', 'docs/figures.md'],
])('every figure’s explanation in %s stands in %s, word by word', (language, path) => {
  const page = readFileSync(path, 'utf8')
  const missing = ['insights', 'profiles'].flatMap((room) =>
    meanings(JSON.parse(readFileSync(`app/${room}/texts/${language}.json`, 'utf8')) as Texts)
      .map(([key, sentence]): [string, string] => [`${room}.${key}`, sentence.replaceAll(/\{\{.*?\}\}/g, '…')])
      .filter(([, sentence]) => !page.includes(`: ${sentence}\n`)),
  )
  expect(missing).toEqual([])
  expect(page.match(/^- /gm)?.length).toBeGreaterThan(35)
})

/** The texts under a key that is called, or ends in, "meaning". */
function meanings(texts: Texts, prefix = '', within = false): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] => {
    const meant = within || /meaning$/i.test(key)
    if (typeof value !== 'string') return meanings(value, `${prefix}${key}.`, meant)
    return meant ? [[prefix + key, value]] : []
  })
}
