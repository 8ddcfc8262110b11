import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWhereStale } from '../../scripts/build.ts'
import { localEnvironment } from '../../scripts/environment.ts'
import { freePort } from '../../scripts/free-port.ts'
import { dieWithParent, startPart, type Part } from '../../scripts/processes.ts'

/** Web or worker as an operating system's supervisor keeps it: whenever it has ended, it is started again. */
export class LivingPart {
  readonly #start: () => Part
  #part: Part
  #wanted = true
  starts = 0

  constructor(name: string, file: string, environment: Record<string, string>) {
    this.#start = () => {
      this.starts += 1
      const part = startPart({ name, command: process.execPath, args: [dieWithParent, file], environment, quiet: true })
      part.process.once('exit', () => {
        if (this.#wanted) this.#part = this.#start()
      })
      return part
    }
    this.#part = this.#start()
  }

  get ready(): Promise<void> {
    return this.#part.ready
  }

  /** kill -9; resolves when it is dead. */
  async kill(): Promise<void> {
    const { process: victim } = this.#part
    const dead = once(victim, 'exit')
    victim.kill('SIGKILL')
    await dead
  }

  async stop(): Promise<void> {
    this.#wanted = false
    await this.#part.stop()
  }
}

export type LivingApp = {
  web: LivingPart
  worker: LivingPart
  url: string
  secret: string
  stop(): Promise<void>
}

/** The built app in processes of its own on this database; `devShopUrl` is where its shop answers, if anywhere. */
export async function startLivingApp(databaseUrl: string, devShopPort = 9): Promise<LivingApp> {
  await buildWhereStale()
  const environment = localEnvironment(databaseUrl, { web: await freePort(), devShop: devShopPort, smtp: 9 })
  const given = { ...environment, NODE_ENV: 'production', NODE_COMPILE_CACHE: join(tmpdir(), 'stammkunde-compiled') }
  const web = new LivingPart('web', 'app/web.server.ts', given)
  const worker = new LivingPart('worker', 'app/worker.server.ts', given)
  await Promise.all([web.ready, worker.ready])
  return {
    web,
    worker,
    url: environment.SHOPIFY_APP_URL ?? '',
    secret: environment.SHOPIFY_API_SECRET ?? '',
    async stop() {
      await Promise.all([web.stop(), worker.stop()])
    },
  }
}
