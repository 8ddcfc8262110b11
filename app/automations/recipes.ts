import type { Definition, MailText, TriggerKind } from './definition.ts'
import { recipeTexts } from './recipe-texts.ts'

export const recipeIds = [
  'new-collection',
  'asked-discount',
  'first-order',
  'next-order',
  'win-back',
  'checkout',
  'after-request',
  'welcome',
  'anniversary',
] as const
export type RecipeId = (typeof recipeIds)[number]

type Rest = Partial<Definition> & Pick<Definition, 'trigger'>

/** What a shop can switch on as it is: trigger, limits and texts in both languages. */
export function recipeOf(id: RecipeId): Definition {
  return recipes[id]
}

/** Where one's own automation starts: one mail that is still to be written, and sensible limits. */
export function blankFor(kind: TriggerKind): Definition {
  const empty = { subject: '', body: '' }
  return {
    trigger: kind === 'churn-risk' ? { kind, percent: 60 } : { kind },
    ...{ condition: '', reentryDays: 14, restDays: 3, stopOnPurchase: true, first: 'mail' },
    steps: [{ id: 'mail', kind: 'mail', edges: {}, messages: { de: empty, en: empty }, offer: null }],
  }
}

const recipes: Record<RecipeId, Definition> = {
  'new-collection': mailing(
    'new-collection',
    { trigger: { kind: 'new-collection' }, reentryDays: 14 },
    {
      offer: { value: { kind: 'percentage', percent: 10 }, on: 'occasion', validDays: 14 },
    },
  ),
  'asked-discount': mailing('asked-discount', { trigger: { kind: 'discount' }, reentryDays: 14 }),
  'first-order': mailing(
    'first-order',
    { trigger: { kind: 'first-order' }, reentryDays: null, stopOnPurchase: false },
    { waitHours: 24 },
  ),
  'next-order': mailing('next-order', { trigger: { kind: 'next-order-due' }, reentryDays: 30 }),
  'win-back': mailing(
    'win-back',
    { trigger: { kind: 'churn-risk', percent: 60 }, reentryDays: 180, restDays: 14 },
    { offer: { value: { kind: 'percentage', percent: 15 }, on: 'preferred', validDays: 21 } },
  ),
  checkout: mailing(
    'checkout',
    { trigger: { kind: 'checkout-abandoned' }, reentryDays: 7, restDays: 1 },
    { waitHours: 4 },
  ),
  'after-request': mailing(
    'after-request',
    { trigger: { kind: 'request-answered' }, reentryDays: 30, stopOnPurchase: false },
    { waitHours: 72 },
  ),
  welcome: mailing('welcome', { trigger: { kind: 'opted-in' }, reentryDays: null, restDays: 0, stopOnPurchase: false }),
  anniversary: mailing(
    'anniversary',
    { trigger: { kind: 'anniversary' }, reentryDays: 300, stopOnPurchase: false },
    { offer: { value: { kind: 'percentage', percent: 10 }, on: 'preferred', validDays: 14 } },
  ),
}

type Mailing = { waitHours?: number; offer?: Extract<Definition['steps'][number], { kind: 'mail' }>['offer'] }

/** Perhaps a wait, then one mail. */
function mailing(id: RecipeId, rest: Rest, { waitHours = 0, offer = null }: Mailing = {}): Definition {
  const messages: MailText = recipeTexts[id]
  const mail = { id: 'mail', kind: 'mail', edges: { next: null }, messages, offer } as const
  const wait = { id: 'wait', kind: 'wait', edges: { next: 'mail' }, hours: waitHours, until: null } as const
  return {
    ...{ condition: '', reentryDays: 14, restDays: 3, stopOnPurchase: true },
    ...rest,
    first: waitHours > 0 ? 'wait' : 'mail',
    steps: waitHours > 0 ? [wait, mail] : [mail],
  }
}
