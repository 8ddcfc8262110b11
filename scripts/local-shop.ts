import { mkdirSync, rmSync } from 'node:fs'
import { buildWhereStale } from './build.ts'
import { freePort } from './free-port.ts'
import { localEnvironment, type LocalPorts } from './environment.ts'
import { DevShopClient } from './loop/dev-shop-client.ts'
import { migrate } from './migrate.ts'
import { ensureDatabase, startPostgres, type RunningPostgres } from './postgres.ts'
import { dieWithParent, startPart, type Part } from './processes.ts'

export type LocalShop = {
  adminUrl: string
  storefrontUrl: string
  mailboxUrl: string
  appUrl: string
  /** File that holds the dev shop's state. */
  devShopState: string
  environment: Record<string, string>
  /** Starts a part again that was stopped or killed. */
  startWorker(): Part
  worker(): Part
  /** Waits until no webhook is on its way. */
  flushWebhooks(): Promise<void>
  stop(): Promise<void>
}

export type LocalShopOptions = {
  /** Name of the stock; each keeps its own state under .data/. */
  stock: string
  /** Further flags for the dev shop, such as --orders FILE. */
  devShopFlags?: string[]
  /** A migrated database to use instead of one of the stock's name. */
  databaseUrl?: string
  /** Begin anew: forget the state of this stock. */
  fresh?: boolean
  /** Any free ports instead of the usual ones, so that several can run. */
  anyPorts?: boolean
  quiet?: boolean
  /** Serve the app from its sources with hot reload instead of the build. */
  watch?: boolean
}

// A history import leaves much to collect; a small young generation halves what the worker holds of it.
const WORKER = ['--max-semi-space-size=8', 'app/worker.server.ts']

/** Starts PostgreSQL, the dev shop, the web app and the worker on this machine, and stops them together. */
export async function startLocalShop(options: LocalShopOptions): Promise<LocalShop> {
  const { stock, devShopFlags = [], fresh = false, anyPorts = false, quiet = false, watch = false } = options
  const given = options.databaseUrl ?? (await givenDatabase(stock, fresh))
  const folder = `.data/${stock}`
  if (fresh) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const postgres = given === undefined ? await startPostgres({ folder: '.data/postgres' }) : null
  const databaseUrl = given ?? (await databaseOf(postgres, stock, fresh))
  const ports = await choosePorts(anyPorts ? { web: 0, devShop: 0, smtp: 0 } : { web: 3000, devShop: 4100, smtp: 2525 })
  const environment: Record<string, string> = {
    ...localEnvironment(databaseUrl, ports),
    NODE_ENV: watch ? 'development' : 'production',
  }

  const node = (name: string, args: string[]): Part =>
    startPart({ name, command: process.execPath, args: [dieWithParent, ...args], environment, quiet })
  const devShop = node('dev shop', [
    'dev-shop/main.ts',
    ...['--port', String(ports.devShop), '--smtp-port', String(ports.smtp), '--data', `${folder}/dev-shop.sqlite`],
    ...['--app-url', `http://127.0.0.1:${String(ports.web)}`, '--app-toml', 'shopify.app.toml'],
    ...devShopFlags,
  ])
  const started: Part[] = [devShop]
  try {
    await Promise.all([migrate(databaseUrl), watch ? null : buildWhereStale(), devShop.ready])
    const web = watch ? viteServer(environment) : node('web', ['app/web.server.ts'])
    let worker = node('worker', [...(watch ? ['--watch'] : []), ...WORKER])
    started.push(web, worker)
    await Promise.all([web.ready, worker.ready])
    const origin = `http://127.0.0.1:${String(ports.devShop)}`
    return {
      adminUrl: `${origin}/store/handelblitz/apps/stammkunde/app`,
      storefrontUrl: `${origin}/`,
      mailboxUrl: `${origin}/mailbox`,
      appUrl: environment.SHOPIFY_APP_URL ?? '',
      devShopState: `${folder}/dev-shop.sqlite`,
      environment,
      worker: () => worker,
      startWorker() {
        worker = node('worker', WORKER)
        started.push(worker)
        return worker
      },
      flushWebhooks: () => new DevShopClient(origin).flushWebhooks(),
      stop: () => stopAll(started, postgres),
    }
  } catch (error) {
    await stopAll(started, postgres)
    throw error
  }
}

/**
 * What DATABASE_URL names instead of the embedded PostgreSQL. A database of somebody's own is never emptied: a fresh
 * start takes one beside it on the same server.
 */
async function givenDatabase(stock: string, fresh: boolean): Promise<string | undefined> {
  const given = process.env.DATABASE_URL
  if (given === undefined || !fresh) return given
  const url = (database: string): string => Object.assign(new URL(given), { pathname: `/${database}` }).href
  return ensureDatabase({ url }, nameOf(stock), true)
}

function viteServer(environment: Record<string, string>): Part {
  const args = ['vite:dev', '--port', environment.PORT ?? '3000', '--strictPort']
  return startPart({ name: 'web', command: 'node_modules/.bin/remix', args, environment, readyWhen: /Local:/ })
}

async function databaseOf(postgres: RunningPostgres | null, stock: string, fresh: boolean): Promise<string> {
  if (postgres === null) throw new Error('no database server')
  return ensureDatabase(postgres, nameOf(stock), fresh)
}

function nameOf(stock: string): string {
  return `stammkunde_${stock.replaceAll(/\W/g, '_')}`
}

async function stopAll(parts: Part[], postgres: RunningPostgres | null): Promise<void> {
  await Promise.all(parts.map((part) => part.stop()))
  await postgres?.stop()
}

/** The wanted ports where they are free, others where something else already listens. */
async function choosePorts({ web, devShop, smtp }: LocalPorts): Promise<LocalPorts> {
  return { web: await freePort(web), devShop: await freePort(devShop), smtp: await freePort(smtp) }
}
