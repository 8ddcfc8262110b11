import { AsyncLocalStorage } from 'node:async_hooks'
import type { ShopId } from '../kernel/index.ts'
import { Prisma, type Transaction } from './database.server.ts'
import { sqlStateOf } from './sql-state.ts'

/** Thrown by a reaction that could not get a lock: it is no failure, and runs again in a moment. */
export class Postponed extends Error {
  constructor() {
    super('somebody else holds what this needs; it is tried again in a moment')
  }
}

type Work = (patience: (tx: Transaction) => Promise<void>) => Promise<void>

const MOMENT = '100ms'
const TURN = '20s'
const HELD_MS = 500

const slot = new AsyncLocalStorage<true>()

/** Runs a reaction in one of the worker's slots, which it must not hold while it waits. */
export function inSlot<Result>(reaction: () => Promise<Result>): Promise<Result> {
  return slot.run(true, reaction)
}

let somebodyWaits = false
const heldUntil = new Map<ShopId, number>()

/**
 * Does what needs locks that long work of the same shop may hold. Only one piece of work in this process may wait for its
 * turn; what else does not get its locks at once makes room for other shops, and for half a second after it nothing of
 * that shop tries. `work` begins its transaction with the given patience.
 * Outside a worker's slot nobody needs the room, and it simply waits.
 * @throws Postponed
 */
export async function inTurn(shopId: ShopId, work: Work): Promise<void> {
  if (slot.getStore() === undefined) return work(() => Promise.resolve())
  if ((heldUntil.get(shopId) ?? 0) > performance.now()) throw new Postponed()
  try {
    await work((tx) => waitAtMost(tx, MOMENT))
  } catch (error) {
    if (!isLockTimeout(error)) throw error
    heldUntil.set(shopId, performance.now() + HELD_MS)
    if (somebodyWaits) throw new Postponed()
    await waitForTurn(work)
  }
  heldUntil.delete(shopId)
}

async function waitForTurn(work: Work): Promise<void> {
  somebodyWaits = true
  try {
    await work((tx) => waitAtMost(tx, TURN))
  } catch (error) {
    throw isLockTimeout(error) ? new Postponed() : error
  } finally {
    somebodyWaits = false
  }
}

async function waitAtMost(tx: Transaction, moment: string): Promise<void> {
  await tx.$executeRaw(Prisma.sql`select set_config('lock_timeout', ${moment}, true)`)
}

function isLockTimeout(error: unknown): boolean {
  return sqlStateOf(error) === '55P03'
}
