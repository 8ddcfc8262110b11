import { languageOf, parseId, type ProductId } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'
import type { Stance } from '../profiles/index.ts'
import { choicesFor, customerSays, recordView, type Choice } from '../profiles/index.server.ts'
import { readFields } from './fields.ts'
import type { Visit } from './visit.server.ts'
import { wordsFor } from './words.ts'

export type PreferencesReply =
  | { outcome: 'none' }
  | { outcome: 'asked'; groups: { title: string; choices: Choice[] }[] }
  | { outcome: 'heard' | 'too-many' | 'closed'; message: string }

/** What the form asks the logged-in customer; nobody else is asked. */
export async function preferencesFor(db: Database, { shop, customerId, query }: Visit): Promise<PreferencesReply> {
  if (shop === null || customerId === null) return { outcome: 'none' }
  const words = wordsFor(languageOf(query.get('locale'))).preferences.kind
  const choices = await choicesFor(db, shop, customerId)
  const groups = [...new Set(choices.map(({ kind }) => kind))].map((kind) => ({
    title: words[kind],
    choices: choices.filter((choice) => choice.kind === kind),
  }))
  return groups.length === 0 ? { outcome: 'none' } : { outcome: 'asked', groups }
}

/** Takes what the customer says she likes: fields "likes", "dislikes" or "" by "kind:value". */
export async function takePreferences(
  db: Database,
  { shop, customerId }: Visit,
  request: Request,
  now: Date,
): Promise<PreferencesReply> {
  const { locale, ...fields } = await readFields(request)
  const words = wordsFor(languageOf(typeof locale === 'string' ? locale : null)).preferences
  if (shop === null || customerId === null) return { outcome: 'closed', message: words.closed }
  const answers = Object.entries(fields).map(([name, given]) => {
    const [kind = '', ...value] = name.split(':')
    return { kind, value: value.join(':'), stance: stanceOf(given) }
  })
  const outcome = await customerSays(db, shop, customerId, answers, now)
  return { outcome, message: outcome === 'heard' ? words.heard : words.tooMany }
}

/** A logged-in customer looked at a product. The answer is the same whatever became of it. */
export async function takeView(db: Database, { shop, customerId }: Visit, request: Request, now: Date): Promise<void> {
  const { product_id: given } = await readFields(request)
  const productId = parseId<ProductId>(typeof given === 'string' ? given : null)
  if (shop !== null && customerId !== null && productId !== null)
    await recordView(db, shop, { customerId, productId }, now)
}

function stanceOf(given: unknown): Stance | null {
  return given === 'likes' || given === 'dislikes' ? given : null
}
