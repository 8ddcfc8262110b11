import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Database, Queryable } from '../platform/index.server.ts'
import type { SayableKind, Stance } from './preference-kinds.ts'
import type { Statement } from './statement.ts'
import { say, statementsOf, takeBack } from './statements.server.ts'

/** Statements of one customer an hour; more is a program. */
export const SAID_AN_HOUR = 60
/** Values of a kind that a shopper is offered, the most usual in the shop first. */
const CHOICES = 12

export const askedKinds = ['product_type', 'material', 'colour', 'size'] as const satisfies readonly SayableKind[]

/** A value that a shopper may say something about, and what holds of what was said. */
export type Choice = { kind: (typeof askedKinds)[number]; value: string; stance: Stance | null }

/** What a customer is asked about, with what she or the merchant has said. */
export async function choicesFor(db: Queryable, shop: Shop, customerId: CustomerId): Promise<Choice[]> {
  const [habits, said] = await Promise.all([
    db.habit.findMany({
      where: { shopId: shop.id, kind: { in: [...askedKinds] } },
      orderBy: [{ orderShare: 'desc' }, { value: 'asc' }],
    }),
    statementsOf(db, shop, customerId),
  ])
  return askedKinds.flatMap((kind) => {
    const usual = habits.filter((habit) => habit.kind === kind).slice(0, CHOICES)
    const own = said.filter((one) => one.kind === kind && one.author === 'customer')
    const values = new Set([...own.map(({ value }) => value), ...usual.map(({ value }) => value)])
    return [...values].map((value) => {
      const row = own.find((one) => one.value === value)
      return { kind, value, stance: row === undefined ? null : row.stance === 'likes' ? 'likes' : 'dislikes' }
    })
  })
}

/**
 * Takes what a customer says about herself. Only what she is asked about can be said, and only what differs from what
 * she said before is written down; `stance` null takes it back.
 */
export async function customerSays(
  db: Database,
  shop: Shop,
  customerId: CustomerId,
  answers: { kind: string; value: string; stance: Stance | null }[],
  now: Date,
): Promise<'heard' | 'too-many'> {
  const choices = await choicesFor(db, shop, customerId)
  const changed = choices.flatMap((choice) => {
    const answer = answers.find(({ kind, value }) => kind === choice.kind && value === choice.value)
    return answer === undefined || answer.stance === choice.stance ? [] : [{ ...choice, stance: answer.stance }]
  })
  const recent = { gt: new Date(now.getTime() - 3_600_000) }
  const before = await db.preferenceStatement.count({
    where: { shopId: shop.id, customerId, author: 'customer', OR: [{ saidAt: recent }, { undoneAt: recent }] },
  })
  if (before + changed.length > SAID_AN_HOUR) return 'too-many'
  const said = await statementsOf(db, shop, customerId)
  for (const { kind, value } of changed.filter(({ stance }) => stance === null)) {
    const row = said.find((one) => one.kind === kind && one.value === value && one.author === 'customer')
    if (row !== undefined) await takeBack(db, shop, { customerId, id: row.id, by: 'customer' }, now)
  }
  const statements = changed.flatMap(({ kind, value, stance }): Statement[] =>
    stance === null ? [] : [{ kind, value, stance }],
  )
  if (statements.length > 0) {
    const own = statements.map((one) => ({ ...one, author: 'customer' as const, authorId: null }))
    await say(db, shop, customerId, own, now)
  }
  return 'heard'
}
