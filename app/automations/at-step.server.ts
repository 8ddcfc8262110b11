import type { Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import type { Step } from './definition.ts'
import type { Run } from './run.server.ts'

/** Whether the person goes on at once, waits, or something outside has to be done now that the claim is committed. */
export type Afterwards = 'goes-on' | 'waits' | (() => Promise<void>)

export type At<Kind extends Step = Step> = { tx: Transaction; shop: Shop; run: Run; step: Kind }
