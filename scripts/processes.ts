import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

export type Part = {
  name: string
  process: ChildProcess
  /** Resolves once the part has printed its `{"ready":true}` line, or what `readyWhen` matches; rejects where it ends before. */
  ready: Promise<void>
  /** Asks it to end, waits, and ends it by force after ten seconds. */
  stop(): Promise<void>
}

// Children hold a channel to us; when we are killed it breaks, and they end instead of staying behind.
export const dieWithParent = `--import=${new URL('./die-with-parent.ts', import.meta.url).href}`

type Start = {
  name: string
  command: string
  args: string[]
  environment?: Record<string, string>
  quiet?: boolean
  readyWhen?: RegExp
}

/** Starts one part of the system as its own process. What it prints appears with its name before each line. */
export function startPart({
  name,
  command,
  args,
  environment = {},
  quiet = false,
  readyWhen = /^\{"ready":true/,
}: Start): Part {
  const child = spawn(command, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const { stdout, stderr } = child
  if (stdout === null || stderr === null) throw new Error(`${name} has no output to read`)
  const last: string[] = []
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: stdout }).on('line', (line) => {
      if (readyWhen.test(line)) resolve()
      else if (!quiet) process.stdout.write(`${name} | ${line}\n`)
    })
    createInterface({ input: stderr }).on('line', (line) => {
      last.push(line)
      if (last.length > 20) last.shift()
      if (!quiet) process.stderr.write(`${name} | ${line}\n`)
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      reject(new Error(`${name} ended (${signal ?? `code ${String(code)}`}) before it was ready:\n${last.join('\n')}`))
    })
  })
  ready.catch(() => undefined)
  return { name, process: child, ready, stop: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(force)
}

/** Runs a command to its end. @throws Error with its output where it fails */
export async function runToEnd(name: string, command: string, args: string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const keep = (chunk: Buffer): void => void (output += chunk.toString())
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve))
  if (code !== 0) throw new Error(`${name} failed:\n${output}`)
}
