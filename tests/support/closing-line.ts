import type { Reporter, TestModule } from 'vitest/node'

/** Ends the run with one plain line, "N passed, N failed", that a person or a machine can read. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
    const broken = modules.filter(
      (module) => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0,
    )
    const count = (state: string): number => states.filter((found) => found === state).length
    const skipped = count('skipped')
    const line = `${String(count('passed'))} passed, ${String(count('failed') + broken.length)} failed`
    process.stdout.write(`\n${line}${skipped === 0 ? '' : `, ${String(skipped)} skipped`}\n`)
  }
}
