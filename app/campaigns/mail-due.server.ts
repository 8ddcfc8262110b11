import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'
import type { Campaign } from './campaign.ts'
import { settleAndClaim, type Claimed, type Settled, type Settlement } from './claim.server.ts'
import { duePeople, type Batch, type Person } from './due-people.server.ts'
import type { Shelf } from './picks/picks.server.ts'

export type Mailing = { db: Database; shop: Shop; campaign: Campaign; shelf: Shelf | null; now: () => Date }
type MailOne = (to: Claimed, person: Person | undefined) => Promise<Settlement>

// Claimed and not settled at any moment: a worker that dies leaves no more than these unclear.
const WINDOW = 16

/**
 * Mails those who are due, a window of them at a time: while some are on their way, those that arrived are settled and as
 * many others claimed, in one statement. Stops where it may not go on, or the server cannot be reached.
 */
export async function mailDue(mailing: Mailing, mailOne: MailOne, mayGoOn: () => boolean): Promise<void> {
  const window = new Window(mailing, mailOne)
  for await (const batch of duePeople(mailing)) {
    for (let next = 0; next < batch.due.length;) {
      if (window.offline || !mayGoOn()) return window.empty()
      next += await window.fill(batch, next)
    }
  }
  return window.empty()
}

class Window {
  readonly #mailing: Mailing
  readonly #mailOne: MailOne
  readonly #underWay = new Set<Promise<void>>()
  #settled: Settled[] = []
  #broken: Error | null = null
  offline = false

  constructor(mailing: Mailing, mailOne: MailOne) {
    this.#mailing = mailing
    this.#mailOne = mailOne
  }

  /** Claims as many as there is room for and sends them off; waits for room first. @returns how many it asked for */
  async fill({ due, people }: Batch, from: number): Promise<number> {
    while (this.#underWay.size > WINDOW / 2) await Promise.race(this.#underWay)
    const wanted = due.slice(from, from + WINDOW - this.#underWay.size)
    const claimed = await this.#settle(wanted)
    for (const to of claimed) this.#begin(to, people.get(to.customerId))
    return wanted.length
  }

  /** Waits for those on their way and writes down what became of them. */
  async empty(): Promise<void> {
    await Promise.all(this.#underWay)
    if (this.#settled.length > 0) await this.#settle([])
    if (this.#broken !== null) throw this.#broken
  }

  #settle(wanted: CustomerId[]): Promise<Claimed[]> {
    const { db, shop, campaign, now } = this.#mailing
    const settled = this.#settled
    this.#settled = []
    return settleAndClaim(db, shop, campaign, { settled, wanted }, now())
  }

  // What breaks before the mail is handed over is no fate of a mail: the claim is given back, and the job reports it.
  async #settlementOf(to: Claimed, person: Person | undefined): Promise<Settlement> {
    try {
      return await this.#mailOne(to, person)
    } catch (error) {
      this.offline = true
      this.#broken = error instanceof Error ? error : new Error(String(error))
      return { status: 'later', reason: this.#broken.message.slice(0, 500) }
    }
  }

  #begin(to: Claimed, person: Person | undefined): void {
    const mailed = this.#settlementOf(to, person).then((settlement) => {
      this.offline ||= settlement.status === 'offline'
      this.#settled.push({ customerId: to.customerId, settlement, at: this.#mailing.now() })
      this.#underWay.delete(mailed)
    })
    this.#underWay.add(mailed)
  }
}
