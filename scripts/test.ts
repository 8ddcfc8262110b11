import { spawnSync } from 'node:child_process'
import { buildWhereStale } from './build.ts'
import { runChecks } from './check.ts'

// The whole proof: static checks first because they are quick to mend, then the build, then every test.
const clean = runChecks()
await buildWhereStale()
const tests = spawnSync('node_modules/.bin/vitest', ['run', ...process.argv.slice(2)], {
  stdio: ['ignore', 'inherit', 'inherit'],
})
if (!clean) process.stdout.write('Static checks failed, see above.\n')
process.exitCode = clean && tests.status === 0 ? 0 : 1
