import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { runToEnd } from './processes.ts'

const STAMP = 'build/sources.sha256'

/** Builds the web app where its sources have changed since the last build. Returns whether it built. */
export async function buildWhereStale(): Promise<boolean> {
  const sources = fingerprint()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return false
  await runToEnd('The build', 'node_modules/.bin/remix', ['vite:build'])
  writeFileSync(STAMP, sources)
  return true
}

function fingerprint(): string {
  const hash = createHash('sha256')
  const files = globSync([
    'app/**/*.{ts,tsx,json,css}',
    'public/**/*',
    'vite.config.ts',
    'package-lock.json',
    'prisma/schema.prisma',
  ])
  for (const file of files.filter((path) => /\.\w+$/.test(path)).sort()) {
    hash.update(file).update(readFileSync(file))
  }
  return hash.digest('hex')
}

if (import.meta.main) await buildWhereStale()
