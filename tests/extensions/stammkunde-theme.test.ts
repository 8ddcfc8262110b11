import { themeCheckRun } from '@shopify/theme-check-node'
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '../../extensions/stammkunde-theme')
const rules = join(import.meta.dirname, 'theme-check.yml')

test('the theme app extension has no offence against Shopify’s own rules', async () => {
  const { offenses } = await themeCheckRun(root, rules)
  expect(offenses.map(({ check, message, uri, start }) => `${uri} ${start.line}: ${check}: ${message}`)).toEqual([])
})

test('the rules look at the blocks: a text that no language has is found', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'theme-'))
  cpSync(root, copy, { recursive: true })
  appendFileSync(join(copy, 'blocks/question-form.liquid'), "{{ 'question.nowhere' | t }}")
  cpSync(rules, join(copy, '.theme-check.yml'))
  const { offenses } = await themeCheckRun(copy)
  rmSync(copy, { recursive: true })
  expect(offenses.map(({ check }) => check)).toContain('TranslationKeyExists')
})

test.each(readdirSync(join(root, 'assets')))('%s is small enough for every page of a shop', (asset) => {
  const bytes = gzipSync(readFileSync(join(root, 'assets', asset))).byteLength
  expect(bytes).toBeLessThan(asset.endsWith('.js') ? 10_000 : 100_000)
})

test.each(['stammkunde.css', 'personal-offer.js', 'question-form.js'])(
  '%s asks no other server for anything',
  (asset) => {
    expect(readFileSync(join(root, 'assets', asset), 'utf8')).not.toMatch(/https?:|\/\/[a-z]|@import|url\(/i)
  },
)

test.each([
  ['en.default.json', 'de.json'],
  ['en.default.schema.json', 'de.schema.json'],
])('%s and %s hold the same keys and placeholders', (english, german) => {
  expect(shapeOf(german)).toEqual(shapeOf(english))
})

function shapeOf(file: string): string[] {
  const tree: unknown = JSON.parse(readFileSync(join(root, 'locales', file), 'utf8'))
  return leaves(tree).sort()
}

function leaves(node: unknown, path = ''): string[] {
  if (typeof node === 'string') return [`${path} ${(node.match(/\[\w+\]/g) ?? []).sort().join(' ')}`]
  return Object.entries(z.record(z.string(), z.unknown()).parse(node)).flatMap(([key, child]) =>
    leaves(child, `${path}.${key}`),
  )
}
