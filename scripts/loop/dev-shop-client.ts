import { z } from 'zod'

const mailShape = z.object({ recipient: z.string(), subject: z.string(), text: z.string().nullable() })
const statusShape = z.object({
  currency: z.string(),
  counts: z.object({ customers: z.number(), orders: z.number(), refunds: z.number() }),
  deprecations: z.array(z.unknown()),
})

export type ShopMail = z.infer<typeof mailShape>
export type ShopStatus = z.infer<typeof statusShape>

/** What the dev shop tells about itself beside Shopify's own contracts. */
export class DevShopClient {
  readonly #origin: string

  constructor(origin: string) {
    this.#origin = origin
  }

  async status(): Promise<ShopStatus> {
    return statusShape.parse(await this.#get('/dev/status'))
  }

  /** How many mails have arrived, and the newest to one address. */
  async mails(to = ''): Promise<{ total: number; newest: ShopMail | undefined }> {
    const { total, mails } = z
      .object({ total: z.number(), mails: z.array(mailShape) })
      .parse(await this.#get(`/dev/mails?limit=1&to=${encodeURIComponent(to)}`))
    return { total, newest: mails[0] }
  }

  /** Takes one piece of the shop's newest order back. */
  async refundOnePiece(): Promise<void> {
    const { orderId, lineIds } = z
      .object({ orderId: z.string(), lineIds: z.array(z.string()).nonempty() })
      .parse(await this.#get('/dev/orders/newest'))
    const body = JSON.stringify({ orderId, lines: [{ orderLineId: lineIds[0], quantity: 1 }] })
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(new URL('/dev/refund', this.#origin), { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`The dev shop refused the refund: ${await answer.text()}`)
  }

  /** Waits until no webhook is on its way. */
  async flushWebhooks(): Promise<void> {
    const answer = await fetch(new URL('/dev/webhooks/flush', this.#origin), { method: 'POST' })
    if (!answer.ok) throw new Error(`The dev shop could not deliver its webhooks: ${await answer.text()}`)
  }

  async #get(path: string): Promise<unknown> {
    const answer = await fetch(new URL(path, this.#origin))
    if (!answer.ok) throw new Error(`${path} answered HTTP ${String(answer.status)}`)
    return answer.json()
  }
}
