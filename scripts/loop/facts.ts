import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { z } from 'zod'

/** The person the check follows through the loop, and what she likes and asks about. */
export type Hero = { id: string; email: string; firstName: string; likes: string; asksAbout: string; product: Product }
type Product = { id: string; handle: string; variantId: string; title: string }

/** Reads what the app has written, to compare it with what the shop says. */
export class AppFacts {
  readonly #client: pg.Client

  private constructor(client: pg.Client) {
    this.#client = client
  }

  static async open(databaseUrl: string): Promise<AppFacts> {
    const client = new pg.Client(databaseUrl)
    await client.connect()
    return new AppFacts(client)
  }

  close(): Promise<void> {
    return this.#client.end()
  }

  async count(table: 'customer' | 'shop_order' | 'order_line' | 'refund' | 'delivery'): Promise<number> {
    const { rows } = await this.#client.query<{ n: string }>(`select count(*) as n from ${table}`)
    return Number(rows[0]?.n)
  }

  async unsettledDeliveries(): Promise<string[]> {
    const { rows } = await this.#client.query<{ topic: string; outcome: string; reason: string | null }>(
      `select topic, outcome, reason from delivery where outcome in ('waiting', 'failed')`,
    )
    return rows.map(({ topic, outcome, reason }) => `${topic} ${outcome}: ${reason ?? ''}`)
  }

  /** `email` where such a customer may be written to, else the best customer who may. */
  async hero(email: string): Promise<Hero> {
    const { rows } = await this.#client.query<{ id: string; email: string; first_name: string | null; likes: string }>(
      `select c.id, c.email, c.first_name, p.preferred_type as likes
         from customer c join profile p on p.shop_id = c.shop_id and p.customer_id = c.id
         join lateral (
           select state from consent_event e where e.shop_id = c.shop_id and e.customer_id = c.id and channel = 'email'
            order by occurred_at desc limit 1) consent on consent.state = 'subscribed'
        where c.id > 0 and c.email is not null and p.preferred_type is not null
        order by c.email = $1 desc, p.spent_minor desc limit 1`,
      [email],
    )
    const [person] = rows
    if (person === undefined) throw new Error('no customer may be written to')
    const { type, product } = await this.#somethingElse(person.likes)
    return { ...person, firstName: person.first_name ?? '', asksAbout: type, product }
  }

  async #somethingElse(likes: string): Promise<{ type: string; product: Product }> {
    const { rows } = await this.#client.query<Product & { type: string }>(
      `select p.product_type as type, p.id, p.handle, p.title, v.id as "variantId"
         from product p join variant v on v.shop_id = p.shop_id and v.product_id = p.id
        where p.product_type not in ('', 'Other', $1) and p.status = 'active' and v.price_minor > 0
        order by p.product_type = 'Ringe' desc, count(*) over (partition by p.product_type) desc, p.id, v.id limit 1`,
      [likes],
    )
    const [found] = rows
    if (found === undefined) throw new Error(`the shop sells nothing but ${likes}`)
    const { type, ...product } = found
    return { type, product }
  }
}

const summaryShape = z.object({
  lines: z.number(),
  imported: z.number(),
  guest: z.number(),
  returns: z.number(),
  refused: z.record(z.string(), z.number()),
})

export type LineSummary = z.infer<typeof summaryShape>

/** What the dev shop says became of every line of the order file it was stocked from. */
export function lineSummary(stateFile: string): LineSummary {
  if (!existsSync(stateFile)) throw new Error(`the dev shop has no state at ${stateFile}`)
  const state = new DatabaseSync(stateFile, { readOnly: true })
  try {
    const row = state.prepare(`select value from meta where key = 'stock_summary'`).get()
    return summaryShape.parse(JSON.parse(String(row?.value)))
  } finally {
    state.close()
  }
}
