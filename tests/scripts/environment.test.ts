import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { readConfig } from '../../app/platform/config.server.ts'
import { localEnvironment } from '../../scripts/environment.ts'

const local = localEnvironment('postgresql://localhost/x', { web: 3000, devShop: 4100, smtp: 2525 })

test('the environment of this machine is complete', () => {
  expect(readConfig(local)).toMatchObject({ PORT: 3000, DATABASE_URL: 'postgresql://localhost/x' })
})

test('every missing or malformed variable is named at once, with its remedy', () => {
  const broken = { ...local, SHOPIFY_API_SECRET: '', DATABASE_URL: 'mysql://x', PORT: 'many', MAIL_FROM: undefined }
  const problem = catching(() => readConfig(broken))
  expect(problem).toMatch(/SHOPIFY_API_SECRET is missing: it is the Client secret/)
  expect(problem).toMatch(/DATABASE_URL: must start with postgresql/)
  expect(problem).toMatch(/PORT: /)
  expect(problem).toMatch(/MAIL_FROM is missing: it is the sender/)
})

test('.env.example names every variable that is read, and the scopes of the app', () => {
  const example = readFileSync('.env.example', 'utf8')
  const given = parseEnv(example)
  for (const name of Object.keys(readConfig(local))) expect(example, name).toMatch(new RegExp(`^#? ?${name}=`, 'm'))
  expect(given.SCOPES).toBe(local.SCOPES)
})

function catching(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('nothing was thrown')
}
