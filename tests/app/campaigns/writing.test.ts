import { describe, expect, test } from 'vitest'
import { newCode } from '../../../app/campaigns/code.server.ts'
import { defaultMessages } from '../../../app/campaigns/default-messages.ts'
import { checkDraft } from '../../../app/campaigns/draft.ts'
import { formOf, inputOf, newForm } from '../../../app/campaigns/draft-form.ts'
import { dativePlural, interestClause, type Liking } from '../../../app/campaigns/interest.ts'
import { writeLetter, type Addressee } from '../../../app/campaigns/letter.ts'
import { offerText } from '../../../app/campaigns/offer-text.ts'
import { checkMessage, renderMessage } from '../../../app/campaigns/render-message.ts'
import type { Personal } from '../../../app/campaigns/variables.ts'
import type { Shop, ShopId } from '../../../app/kernel/index.ts'
import { draftFor } from './room.ts'

const now = new Date('2026-11-23T12:00:00Z')
const german = { currency: 'EUR', language: 'de', timeZone: 'Europe/Berlin' } as const
const liking = (type: string, orders: number, asked?: string): Liking => ({
  type,
  orders,
  lastAskedAt: asked === undefined ? null : new Date(asked),
})

describe('the interest clause', () => {
  const cases: { likings: Liking[]; de: string; en: string }[] = [
    {
      likings: [liking('Halsketten', 4), liking('Ringe', 0, '2026-11-01')],
      de: 'da Sie Interesse an unseren Halsketten hatten und kürzlich nach Ringen gefragt haben',
      en: 'as you were interested in our Halsketten and recently asked about Ringe',
    },
    {
      likings: [liking('Armbänder', 2), liking('Ringe', 1), liking('Broschen', 1)],
      de: 'da Sie Interesse an unseren Armbändern und Ringen hatten',
      en: 'as you were interested in our Armbänder and Ringe',
    },
    {
      likings: [liking('Ringe', 2, '2026-11-20')],
      de: 'da Sie kürzlich nach Ringen gefragt haben',
      en: 'as you recently asked about Ringe',
    },
    {
      likings: [liking('Schmuck', 1), liking('Gold & Silber', 0, '2026-11-20')],
      de: 'da Sie Interesse an unserem Angebot „Schmuck“ hatten und kürzlich nach „Gold & Silber“ gefragt haben',
      en: 'as you were interested in our Schmuck and recently asked about Gold & Silber',
    },
    {
      likings: [liking('Ringe', 0, '2025-01-01')],
      de: 'da Sie Neuigkeiten von uns erhalten möchten',
      en: 'as you asked to hear from us',
    },
  ]
  test.each(cases)('$de', ({ likings, de, en }) => {
    expect(interestClause(likings, now, 'de')).toBe(de)
    expect(interestClause(likings, now, 'en')).toBe(en)
  })

  test.each([
    ['Ringe', 'Ringen'],
    ['Halsketten', 'Halsketten'],
    ['Armbänder', 'Armbändern'],
    ['Mäntel', 'Mänteln'],
    ['T-Shirts', 'T-Shirts'],
    ['Schmuck', null],
    ['Silberne Ringe', null],
    ['rings', null],
  ])('%s after "an unseren" is %s', (type, expected) => {
    expect(dativePlural(type)).toBe(expected)
  })
})

test.each([
  [{ kind: 'percentage', percent: 20 }, '20 % auf Ringe', '20% off Ringe'],
  [{ kind: 'amount', minor: 1250 }, '12,50 € Rabatt auf Ringe', '€12.50 off Ringe'],
] as const)('an offer of %o reads "%s"', (value, de, en) => {
  expect(offerText(value, 'Ringe', 'EUR', 'de').replace(/\u00a0/g, ' ')).toBe(de)
  expect(offerText(value, 'Ringe', 'EUR', 'en')).toBe(en)
})

describe('a message in Liquid', () => {
  const broken: [string, string, object][] = [
    [
      'an unknown variable',
      'Hallo\n{{ customer.frist_name }}',
      { line: 2, code: 'unknown-variable', name: 'customer.frist_name' },
    ],
    [
      'an unknown variable in a branch nobody takes',
      '{% if code == "" %}\n{{ nope }}{% endif %}',
      { line: 2, code: 'unknown-variable', name: 'nope' },
    ],
    ['an unknown filter', '{{ code | shout }}', { line: 1, code: 'unknown-filter', name: 'shout' }],
    ['an unknown tag', 'a\n\n{% product %}', { line: 3, code: 'unknown-tag', name: 'product' }],
    ['a tag that reads files', '{% include "secrets" %}', { line: 1, code: 'unknown-tag', name: 'include' }],
    ['an output that is not closed', 'Hallo {{ greeting', { line: 1, code: 'syntax' }],
    ['a block that is not closed', '{% if code %}x', { line: 1, code: 'syntax' }],
    ['a whole object', '{{ customer }}', { line: 1, code: 'unknown-variable', name: 'customer' }],
    ['no text', '  \n', { line: 1, code: 'empty' }],
  ]
  test.each(broken)('with %s is caught with its line before anybody reads it', (_, body, problem) => {
    expect(checkMessage({ subject: 'Gut', body })).toMatchObject([{ part: 'body', ...problem }])
  })

  test.each(['de', 'en'] as const)('the default text in %s is right', (language) => {
    expect(checkMessage(defaultMessages[language])).toEqual([])
  })

  test('names of its own, loops and filters are fine', () => {
    const body = '{% assign who = customer.first_name | default: "Sie" %}{{ who }} {{ customer.first_name.size }}'
    expect(checkMessage({ subject: '{{ offer }}', body })).toEqual([])
    expect(renderMessage({ subject: 'a\n b', body }, anna, now, 'de')).toEqual({
      outcome: 'rendered',
      subject: 'a b',
      body: 'Anna 4',
    })
  })

  test.each([
    ['Anna', 'Hallo Anna,', 'Hello Anna,'],
    [null, 'Hallo,', 'Hello,'],
    ['  ', 'Hallo,', 'Hello,'],
  ])('greets %s', (firstName, de, en) => {
    const greet = (language: 'de' | 'en') =>
      renderMessage({ subject: 'x', body: '{{ greeting }}' }, { ...anna, firstName }, now, language)
    expect(greet('de')).toMatchObject({ body: de })
    expect(greet('en')).toMatchObject({ body: en })
  })

  test('code in a customer’s name is text, not Liquid', () => {
    const hostile = { ...anna, firstName: '{{ code }}{% include "x" %}' }
    expect(renderMessage({ subject: 'x', body: '{{ customer.first_name }}' }, hostile, now, 'de')).toMatchObject({
      body: '{{ code }}{% include "x" %}',
    })
  })
})

describe('a letter', () => {
  const to: Addressee = {
    firstName: 'Anna',
    lastName: 'Berger',
    likings: [liking('Halsketten', 4), liking('Ringe', 0, '2026-11-01')],
    locale: 'de-AT',
    code: 'HANDE-7KQ4-XMWP-3TRB',
    unsubscribeUrl: 'https://crm.example/u/token?a=1&b=2',
  }
  const shop: Shop = {
    ...{ id: 1 as ShopId, domain: 'handelblitz.myshopify.com', name: 'HandelBlitz', email: null },
    ...{ currency: 'EUR', timeZone: 'Europe/Berlin', locale: 'de' },
  }
  const campaign = {
    value: { kind: 'percentage', percent: 20 },
    target: { kind: 'product_type', value: 'Ringe', title: 'Ringe' },
    messages: defaultMessages,
  } as const
  // 23:59:59 on 23 December in Berlin, still before 23:00 in London.
  const endsAt = new Date('2026-12-23T22:59:59Z')
  const around = { shop, campaign, endsAt, storefrontUrl: 'https://handelblitz.example', landing: '/collections/ringe' }

  test('says in German why Anna gets it, with her code, the shop’s day and both ways out', () => {
    const letter = writeLetter(around, to, now)
    if (letter.outcome !== 'rendered') throw new Error(letter.code)
    expect(letter.subject.replace(/\u00a0/g, ' ')).toBe('20 % auf Ringe für Sie')
    expect(letter.text).toContain(
      'Hallo Anna,\n\nda Sie Interesse an unseren Halsketten hatten und kürzlich nach Ringen gefragt haben,',
    )
    expect(letter.text).toContain('23. Dezember 2026')
    expect(letter.text).toContain(
      'https://handelblitz.example/discount/HANDE-7KQ4-XMWP-3TRB?redirect=%2Fcollections%2Fringe',
    )
    expect(letter.text).toContain(to.unsubscribeUrl)
    expect(letter.html.match(/HANDE-7KQ4-XMWP-3TRB<\/p>/g)).toHaveLength(1)
    expect(letter.html).toContain('href="https://crm.example/u/token?a=1&amp;b=2"')
  })

  test('is English for everybody else', () => {
    expect(writeLetter(around, { ...to, locale: 'fr' }, now)).toMatchObject({ subject: '20% off Ringe for you' })
  })

  test('keeps hostile names out of the HTML', () => {
    const hostile = { ...to, firstName: '<img src=x onerror=alert(1)>', lastName: '"&\'' }
    const messages = {
      ...defaultMessages,
      de: { subject: '{{ customer.first_name }}', body: '{{ greeting }} {{ customer.last_name }}' },
    }
    const letter = writeLetter(
      { ...around, shop: { ...shop, name: '<b>X</b>' }, campaign: { ...campaign, messages } },
      hostile,
      now,
    )
    if (letter.outcome !== 'rendered') throw new Error(letter.code)
    expect(letter.html).not.toMatch(/<img|<b>/)
    expect(letter.html).toContain('&lt;img src=x onerror=alert(1)&gt;, &quot;&amp;&#39;')
    expect(letter.subject).toContain('<img')
  })

  test('has the code in a box even where the words forget it, and links what looks like an address', () => {
    const messages = { ...defaultMessages, de: { subject: 'x', body: 'Sehen Sie https://handelblitz.example/neu.' } }
    const letter = writeLetter({ ...around, campaign: { ...campaign, messages } }, to, now)
    if (letter.outcome !== 'rendered') throw new Error(letter.code)
    expect(letter.html).toContain(
      '<a href="https://handelblitz.example/neu" style="color:#18181b">https://handelblitz.example/neu</a>.',
    )
    expect(letter.html).toContain('HANDE-7KQ4-XMWP-3TRB</p>')
  })
})

describe('a draft', () => {
  const segmentId = 'b7f6a9a0-1c9b-4a56-8b57-3c1f5d0f3c55' as never
  const cases: [string, Record<string, unknown>, { field: string; code: string }[]][] = [
    ['without a name', { name: ' ' }, [{ field: 'name', code: 'required' }]],
    ['without a segment', { segmentIds: [] }, [{ field: 'segmentIds', code: 'required' }]],
    ['with 0 %', { value: { kind: 'percentage', percent: 0 } }, [{ field: 'value', code: 'out-of-range' }]],
    ['with 101 %', { value: { kind: 'percentage', percent: 101 } }, [{ field: 'value', code: 'out-of-range' }]],
    ['with 12.5 %', { value: { kind: 'percentage', percent: 12.5 } }, [{ field: 'value', code: 'out-of-range' }]],
    ['with no value', { value: { kind: 'amount', minor: null } }, [{ field: 'value', code: 'required' }]],
    ['with nothing off', { value: { kind: 'amount', minor: 0 } }, [{ field: 'value', code: 'out-of-range' }]],
    ['for nothing', { target: { kind: 'collection', value: '', title: '' } }, [{ field: 'target', code: 'required' }]],
    ['for 366 days', { validDays: 366 }, [{ field: 'validDays', code: 'out-of-range' }]],
    [
      'with a broken subject',
      { messages: { ...defaultMessages, en: { subject: '{{ x }}', body: 'y' } } },
      [{ field: 'messages.en.subject', code: 'unknown-variable' }],
    ],
  ]
  test.each(cases)('%s names the field', (_, overrides, problems) => {
    expect(checkDraft(draftFor({ segmentId }, overrides))).toMatchObject({ outcome: 'invalid', problems })
  })

  test('that is no draft at all is invalid too', () => {
    for (const input of [null, [], 'x', { messages: 5 }]) expect(checkDraft(input).outcome).toBe('invalid')
  })

  test('passes through the form unchanged', () => {
    const checked = checkDraft(draftFor({ segmentId }, { value: { kind: 'amount', minor: 1250 } }))
    if (checked.outcome !== 'valid') throw new Error(JSON.stringify(checked))
    const form = formOf(checked.draft, german)
    expect(form.amount).toBe('12,50')
    expect(checkDraft(inputOf({ ...form, amount: '12,5' }, new Map(), german))).toEqual(checked)
  })

  test('of a new campaign can be saved as it stands', () => {
    const form = newForm('Neu', segmentId, 'Ringe', german)
    expect(checkDraft(inputOf(form, new Map(), german)).outcome).toBe('valid')
  })
})

test('codes are readable, unguessable and tell nothing of the person', () => {
  const codes = Array.from({ length: 5_000 }, () => newCode('HandelBlitz'))
  expect(new Set(codes).size).toBe(codes.length)
  for (const code of codes) expect(code).toMatch(/^HANDE(-[2-9B-DF-HJKMNP-TV-Z]{4}){3}$/)
  expect(newCode('花')).toMatch(/^[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}$/)
})

const anna: Personal = {
  firstName: 'Anna',
  lastName: 'Berger',
  likings: [],
  code: 'C',
  offer: '20 %',
  endsAt: now,
  shopName: 'HandelBlitz',
  timeZone: 'Europe/Berlin',
  shopUrl: 'https://handelblitz.example',
  unsubscribeUrl: 'https://crm.example/u/x',
}
