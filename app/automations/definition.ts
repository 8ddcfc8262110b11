import { z } from 'zod'

const message = z.object({ subject: z.string().max(200), body: z.string().max(20_000) })
const messages = z.object({ de: message, en: message })

/** Where a step leads for each outcome; `next` for all that are not named. Null is the end. */
const edges = z.record(z.string(), z.string().nullable())
const step = { id: z.string().min(1).max(40), edges }

const offer = z.object({
  value: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('percentage'), percent: z.int().min(1).max(100) }),
    z.object({ kind: z.literal('amount'), minor: z.int().min(1).max(100_000_000) }),
  ]),
  /** `occasion`: what it is about; `preferred`: the product type that the person likes most. */
  on: z.enum(['occasion', 'preferred']),
  validDays: z.int().min(1).max(365),
})

const steps = z.discriminatedUnion('kind', [
  z.object({
    ...step,
    kind: z.literal('wait'),
    hours: z.number().min(0).max(8_760),
    until: z.enum(['order']).nullable(),
  }),
  z.object({ ...step, kind: z.literal('branch'), query: z.string().max(10_000) }),
  z.object({ ...step, kind: z.literal('split'), percent: z.int().min(1).max(99) }),
  z.object({ ...step, kind: z.literal('mail'), messages, offer: offer.nullable() }),
  z.object({ ...step, kind: z.literal('tag'), tag: z.string().trim().min(1).max(255) }),
  z.object({
    ...step,
    kind: z.literal('task'),
    title: z.string().trim().min(1).max(200),
    dueDays: z.int().min(0).max(365),
  }),
])

/** What people begin with. Each is about something: a collection, a product, a discount, an order, a day. */
export const triggerKinds = [
  'new-collection',
  'new-product',
  'discount',
  'order-paid',
  'first-order',
  'request-answered',
  'checkout-abandoned',
  'next-order-due',
  'churn-risk',
  'opted-in',
  'anniversary',
  'entered-segment',
  'left-segment',
] as const
export type TriggerKind = (typeof triggerKinds)[number]

export const definitionShape = z.object({
  trigger: z.object({
    kind: z.enum(triggerKinds),
    /** Of churn-risk: from how many percent on. */
    percent: z.int().min(1).max(99).optional(),
    /** Of entered-segment and left-segment. */
    segmentId: z.uuid().optional(),
  }),
  /** In the segment language; empty for everybody. */
  condition: z.string().max(10_000),
  /** After so many days a person may begin again; null for never. */
  reentryDays: z.int().min(0).max(3_650).nullable(),
  /** Nobody is mailed whom any automation has mailed within so many days. */
  restDays: z.int().min(0).max(365),
  /** An order ends it for the person. */
  stopOnPurchase: z.boolean(),
  first: z.string(),
  steps: z.array(steps).min(1).max(50),
})

export type Definition = z.infer<typeof definitionShape>
export type Step = Definition['steps'][number]
export type StepKind = Step['kind']
export type MailStep = Extract<Step, { kind: 'mail' }>
export type MailText = MailStep['messages']
export type AutomationOffer = NonNullable<MailStep['offer']>

/** What can become of a step of each kind. */
export const outcomesOf: Record<StepKind, readonly string[]> = {
  wait: ['elapsed', 'happened'],
  branch: ['yes', 'no'],
  split: ['a', 'b'],
  mail: ['sent', 'skipped', 'failed'],
  tag: ['done', 'failed'],
  task: ['done', 'failed'],
}

/** Whether the automation writes mails, so that nobody begins who may not be written to. */
export function writesMails({ steps }: Pick<Definition, 'steps'>): boolean {
  return steps.some(({ kind }) => kind === 'mail')
}
