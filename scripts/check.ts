import { spawnSync } from 'node:child_process'

// Types, lint, architecture rules, format and unused code: everything that needs no running part.
const checks = [
  ['Types', 'tsc', ['--noEmit']],
  ['Lint', 'eslint', ['.', '--max-warnings', '0']],
  ['Architecture rules', 'depcruise', ['app', 'dev-shop', 'scripts', 'tests', '--config', '.dependency-cruiser.cjs']],
  ['Format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['Unused code', 'knip', ['--no-progress']],
] as const

/** Runs every static check and tells how each went; the process ends with 1 where one failed. */
export function runChecks(): boolean {
  const outcomes = checks.map(([title, command, args]) => {
    const begin = performance.now()
    const done = spawnSync(`node_modules/.bin/${command}`, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    const seconds = ((performance.now() - begin) / 1000).toFixed(1)
    process.stdout.write(`${done.status === 0 ? '✓' : '✗'} ${title} (${seconds} s)\n`)
    return done.status === 0
  })
  return outcomes.every(Boolean)
}

if (import.meta.main) process.exitCode = runChecks() ? 0 : 1
