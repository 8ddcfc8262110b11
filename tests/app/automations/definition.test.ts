import { describe, expect, it, test } from 'vitest'
import { checkDefinition } from '../../../app/automations/check.ts'
import type { Definition, Step } from '../../../app/automations/definition.ts'
import { addStep, newStep, removeStep } from '../../../app/automations/edit-definition.ts'
import { fillOccasion } from '../../../app/automations/mail-text.ts'
import { next } from '../../../app/automations/next.ts'
import { recipeIds, recipeOf } from '../../../app/automations/recipes.ts'
import { armOf } from '../../../app/automations/share.ts'

const text = { subject: 'Hallo', body: '{{ greeting }}' }
const mail: Step = {
  ...{ id: 'mail', kind: 'mail', edges: { next: 'thank', failed: 'call' } },
  ...{ messages: { de: text, en: text }, offer: null },
}
const thank: Step = { id: 'thank', kind: 'tag', edges: {}, tag: 'bedankt' }
const call: Step = { id: 'call', kind: 'task', edges: { next: 'thank' }, title: 'Anrufen', dueDays: 1 }

function definition(changes: object = {}): Definition {
  return {
    ...{ trigger: { kind: 'order-paid' }, condition: '', reentryDays: 14, restDays: 3, stopOnPurchase: true },
    ...{ first: 'mail', steps: [mail, thank, call] },
    ...changes,
  }
}

describe('the next step', () => {
  test.each([
    ['mail', 'sent', 'thank'],
    ['mail', 'failed', 'call'],
    ['mail', 'skipped', 'thank'],
    ['call', 'done', 'thank'],
    ['thank', 'done', null],
    ['thank', 'failed', null],
  ])('after %s that comes to %s is %s', (id, outcome, to) => {
    expect(next(definition(), id, outcome)?.id ?? null).toBe(to)
  })
})

const broken: [string, object, object][] = [
  [
    'a step that leads nowhere',
    { steps: [{ ...mail, edges: { next: 'gone' } }] },
    { step: 'mail', code: 'unknown-target', name: 'gone' },
  ],
  [
    'an outcome that cannot be',
    { steps: [{ ...mail, edges: { next: 'thank', yes: null } }, thank] },
    { step: 'mail', code: 'unknown-outcome', name: 'yes' },
  ],
  [
    'a way that goes round for ever',
    { steps: [mail, { ...thank, edges: { next: 'mail' } }, call] },
    { code: 'endless' },
  ],
  ['a step that nobody reaches', { steps: [{ ...mail, edges: {} }, thank] }, { step: 'thank', code: 'unreachable' }],
  ['two steps of one name', { steps: [mail, thank, call, call] }, { step: 'call', code: 'duplicate-step' }],
  ['a beginning that is not there', { first: 'start' }, { step: null, code: 'unknown-first', name: 'start' }],
  [
    'a condition that is no query',
    { condition: 'number_of_orders >' },
    { step: null, field: 'condition', code: 'bad-query' },
  ],
  [
    'a rule of a branch that is no query',
    { first: 'b', steps: [{ id: 'b', kind: 'branch', edges: {}, query: 'nonsense = 1' }] },
    { step: 'b', field: 'query', code: 'bad-query' },
  ],
  [
    'a code in a mail without an offer',
    {
      first: 'mail',
      steps: [{ ...mail, edges: {}, messages: { de: { subject: 'x', body: '{{ code }}' }, en: text } }],
    },
    { step: 'mail', field: 'messages.de.body', code: 'no-offer', name: 'code' },
  ],
  [
    'a variable that no mail knows',
    {
      first: 'mail',
      steps: [{ ...mail, edges: {}, messages: { de: text, en: { subject: '{{ nmae }}', body: 'x' } } }],
    },
    { step: 'mail', field: 'messages.en.subject', code: 'unknown-variable', name: 'nmae' },
  ],
  [
    'an offer on an occasion that has nothing to sell',
    {
      first: 'mail',
      steps: [
        { ...mail, edges: {}, offer: { value: { kind: 'percentage', percent: 10 }, on: 'occasion', validDays: 14 } },
      ],
    },
    { step: 'mail', code: 'no-subject' },
  ],
  [
    'an offer of more than everything',
    {
      first: 'mail',
      steps: [
        { ...mail, edges: {}, offer: { value: { kind: 'percentage', percent: 101 }, on: 'preferred', validDays: 14 } },
      ],
    },
    { step: 'mail', field: 'offer.value.percent' },
  ],
  ['an empty tag', { steps: [mail, { ...thank, tag: ' ' }, call] }, { step: 'thank', field: 'tag', code: 'required' }],
]

describe('a definition', () => {
  it('is accepted where every way leads to an end', () => {
    expect(checkDefinition(definition())).toMatchObject({ outcome: 'valid' })
  })

  test.each(broken)('is refused for %s, with the step by name', (_, changes, problem) => {
    const checked = checkDefinition(definition(changes))
    expect(checked.outcome === 'invalid' ? checked.problems : []).toContainEqual(expect.objectContaining(problem))
  })

  test.each(['nothing', null, 7, {}])('is refused where it is none: %s', (input) => {
    expect(checkDefinition(input).outcome).toBe('invalid')
  })

  test.each(recipeIds)('that is ready, %s, can be switched on as it is', (id) => {
    expect(checkDefinition(recipeOf(id))).toMatchObject({ outcome: 'valid' })
  })
})

describe('editing', () => {
  it('puts a step before the first one, and takes it out again', () => {
    const longer = addStep(definition(), { after: null, outcome: 'next', step: newStep(definition(), 'wait') })
    expect(longer.first).toBe('wait-1')
    expect(next(longer, 'wait-1', 'elapsed')?.id).toBe('mail')
    expect(removeStep(longer, 'wait-1')).toEqual(definition())
  })

  it('leads past a removed step and drops what nobody reaches any more', () => {
    const shorter = removeStep(definition(), 'mail')
    expect(shorter.first).toBe('thank')
    expect(shorter.steps.map(({ id }) => id)).toEqual(['thank'])
  })

  it('hangs a step below one outcome only', () => {
    const longer = addStep(definition(), { after: 'mail', outcome: 'skipped', step: newStep(definition(), 'tag') })
    expect(next(longer, 'mail', 'skipped')?.id).toBe('tag-1')
    expect(next(longer, 'mail', 'sent')?.id).toBe('thank')
  })
})

describe('the words of a mail', () => {
  it('take the name of a collection as plain words, never as Liquid', () => {
    const occasion = { title: '{{ code }}{% raw %} $& Glanz', url: 'https://shop.example/x' }
    const filled = fillOccasion({ subject: 'Neu: {{ occasion }}', body: '{{occasion_url}}' }, occasion)
    expect(filled).toEqual({ subject: 'Neu:  code % raw % $& Glanz', body: 'https://shop.example/x' })
  })
})

it('sends about as many people down each arm of a split test as it says', () => {
  const runs = Array.from({ length: 10_000 }, () => crypto.randomUUID())
  const share = runs.filter((run) => armOf(run, 'split-1', 30) === 'a').length / runs.length
  expect(share).toBeGreaterThan(0.27)
  expect(share).toBeLessThan(0.33)
})
