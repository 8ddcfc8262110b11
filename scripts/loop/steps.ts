import { z } from 'zod'
import { defaultMessages } from '../../app/campaigns/index.ts'
import type { AppClient } from '../app-client.ts'
import type { Hero } from './facts.ts'
import { Shopper } from './shopper.ts'

const EDITOR = 'routes/app.campaigns.$id'

/** The hero asks about a product on the storefront; the question goes through the shop's app proxy. */
export async function askQuestion(origin: string, hero: Hero): Promise<void> {
  const shopper = await loggedIn(origin, hero)
  const answer = await shopper.post('/apps/stammkunde/question', {
    email: hero.email,
    name: hero.firstName,
    text: `Aus welchem Material ist ${hero.product.title}?`,
    product_id: hero.product.id,
    locale: 'de',
  })
  expectOutcome('the question', await answer.json(), 'asked')
}

/** Staff answers it by e-mail. Returns how many questions were open. */
export async function answerQuestions(app: AppClient): Promise<number> {
  const { inbox } = z
    .object({ inbox: z.object({ rows: z.array(z.object({ id: z.string(), status: z.string() })) }) })
    .parse(await app.load('/app/requests', 'routes/app.requests._index'))
  const open = inbox.rows.filter(({ status }) => status === 'open')
  for (const { id } of open) {
    const answered = await app.submit(`/app/requests/${id}`, {
      intent: 'answer',
      body: 'Der Ring ist aus recyceltem 925er Silber.',
    })
    expectOutcome('the answer', answered.data, 'answered')
  }
  return open.length
}

/** Saves the segment of those who like what the hero likes and may be written to. Returns its id and size. */
export async function makeSegment(app: AppClient, hero: Hero): Promise<{ id: string; members: number }> {
  const query = `preferred_product_type = '${hero.likes}' AND may_email = true`
  const name = `${hero.likes}: mögen sie am liebsten`
  const saved = await app.submit('/app/segments/new', { name, query })
  expectOutcome('the segment', saved.data, 'saved')
  const { id } = z.object({ id: z.string() }).parse(saved.data)
  const { segments } = z
    .object({ segments: z.array(z.object({ id: z.string(), count: z.number() })) })
    .parse(await app.load('/app/segments', 'routes/app.segments._index'))
  const found = segments.find((segment) => segment.id === id)
  if (found === undefined) throw new Error(`the segment "${name}" was saved but is not listed`)
  return { id: found.id, members: found.count }
}

/** Writes a campaign for the segment, 20 % on what the hero asked about, and releases it. Returns its id. */
export async function releaseCampaign(app: AppClient, hero: Hero, segmentId: string): Promise<string> {
  const draft = {
    name: `20 % auf ${hero.asksAbout}`,
    segmentIds: [segmentId],
    holdoutPercent: 0,
    value: { kind: 'percentage', percent: 20 },
    target: { kind: 'product_type', value: hero.asksAbout, title: hero.asksAbout },
    messages: defaultMessages,
    validDays: 30,
  }
  const text = JSON.stringify(draft)
  const preview = await app.submit('/app/campaigns/new', { intent: 'preview', draft: text })
  expectOutcome('the preview', preview.data, 'preview')
  const { samples } = z.object({ samples: z.array(z.unknown()) }).parse(preview.data)
  if (samples.length === 0) throw new Error('the preview shows no real customer')
  const saved = await app.submit('/app/campaigns/new', { intent: 'save', draft: text })
  expectOutcome('the campaign', saved.data, 'saved')
  const { id } = z.object({ id: z.string() }).parse(saved.data)
  expectOutcome('the release', (await app.submit(`/app/campaigns/${id}`, { intent: 'release' })).data, 'released')
  return id
}

export type CampaignFigures = z.infer<typeof resultShape>

const resultShape = z.object({
  audience: z.number(),
  sent: z.number(),
  failed: z.number(),
  skipped: z.number(),
  unclear: z.number(),
  pending: z.number(),
  codesIssued: z.number(),
  redeemed: z.number(),
  netMinor: z.number(),
  currency: z.string(),
})

/** What the campaign's page shows now. */
export async function campaignFigures(app: AppClient, id: string): Promise<CampaignFigures> {
  return z.object({ result: resultShape }).parse(await app.load(`/app/campaigns/${id}`, EDITOR)).result
}

/** The code that the storefront's block shows to the hero. */
export async function offeredCode(origin: string, hero: Hero): Promise<string> {
  const shopper = await loggedIn(origin, hero)
  const answer: unknown = await (await shopper.get('/apps/stammkunde/offer?locale=de')).json()
  expectOutcome('the offer', answer, 'offer')
  return z.object({ offer: z.object({ code: z.string() }) }).parse(answer).offer.code
}

/** The hero opens the code's link, buys two pieces of what she asked about and pays. */
export async function redeem(origin: string, hero: Hero, code: string): Promise<void> {
  const shopper = await loggedIn(origin, hero)
  await shopper.get(`/discount/${code}?redirect=/cart`)
  await shopper.post('/cart/add', { id: hero.product.variantId, quantity: '2' })
  const paid = await shopper.post('/checkout', {
    email: hero.email,
    first_name: hero.firstName || 'Anna',
    last_name: 'Berger',
    address1: 'Gartenstraße 5',
    zip: '10115',
    city: 'Berlin',
    country: 'DE',
  })
  if (paid.headers.get('location')?.startsWith('/thanks/') !== true) throw new Error('the checkout made no order')
}

async function loggedIn(origin: string, hero: Hero): Promise<Shopper> {
  const shopper = new Shopper(origin)
  await shopper.post('/account/login', { email: hero.email })
  return shopper
}

function expectOutcome(what: string, answer: unknown, outcome: string): void {
  const read = z.object({ outcome: z.string() }).safeParse(answer)
  if (!read.success || read.data.outcome !== outcome)
    throw new Error(`${what} should be "${outcome}": ${JSON.stringify(answer)}`)
}
