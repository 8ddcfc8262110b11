import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** One event to tell, once or again under the same id. */
export type Event = { eventId: string; topic: string; body: string; triggeredAt: Date }

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 1600

/**
 * Sends webhooks as Shopify does: what is not answered with 2xx within five seconds, or breaks, comes again and again,
 * each pause twice as long as the one before. Shopify goes on for four hours, this one as long as the test lasts.
 */
export class InsistentSender {
  readonly #url: URL
  readonly #secret: string
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 50 })
  readonly #underWay = new Set<Promise<void>>()
  accepted = 0
  repeats = 0

  constructor(appUrl: string, secret: string) {
    this.#url = new URL('/webhooks', appUrl)
    this.#secret = secret
  }

  /** Sends each event when it is due, `rate` a second, for as long as there are events; returns how many there were. */
  async sendEvenly(rate: number, events: Iterable<Event>): Promise<number> {
    const begin = performance.now()
    let sent = 0
    for (const event of events) {
      const ahead = begin + (sent / rate) * 1000 - performance.now()
      if (ahead > 1) await pause(ahead)
      this.send(event)
      sent += 1
    }
    return sent
  }

  send(event: Event): void {
    const sending = this.#insist(event).finally(() => this.#underWay.delete(sending))
    this.#underWay.add(sending)
  }

  /** Resolves once everything sent so far is accepted. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay)
  }

  close(): void {
    this.#agent.destroy()
  }

  async #insist(event: Event): Promise<void> {
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
      const status = await this.#post(event)
      if (status !== null && status >= 200 && status < 300) {
        this.accepted += 1
        return
      }
      this.repeats += 1
      await pause(wait)
    }
  }

  /** The answer's status; null where the connection broke or nobody answered within five seconds. */
  #post({ eventId, topic, body, triggeredAt }: Event): Promise<number | null> {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-shopify-topic': topic,
      'x-shopify-hmac-sha256': createHmac('sha256', this.#secret).update(body).digest('base64'),
      'x-shopify-shop-domain': 'handelblitz.myshopify.com',
      'x-shopify-api-version': '2026-10',
      'x-shopify-webhook-id': `webhook-${eventId}`,
      'x-shopify-event-id': eventId,
      'x-shopify-triggered-at': triggeredAt.toISOString(),
    }
    return new Promise((resolve) => {
      const sending = request(this.#url, { method: 'POST', agent: this.#agent, headers, timeout: 5_000 }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? null))
        answer.on('error', () => resolve(null))
      })
      sending.on('timeout', () => sending.destroy())
      sending.on('error', () => resolve(null))
      sending.end(body)
    })
  }
}
