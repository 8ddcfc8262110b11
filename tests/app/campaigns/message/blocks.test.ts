import { describe, expect, test } from 'vitest'
import type { MessageText } from '../../../../app/campaigns/campaign.ts'
import type { Block } from '../../../../app/campaigns/message/block.ts'
import { checkMjml } from '../../../../app/campaigns/message/check-mjml.ts'
import { checkMessage } from '../../../../app/campaigns/message/check-message.ts'
import { compileMessage, type Marking } from '../../../../app/campaigns/message/compile.server.ts'
import { plainDesign, textOn, type MailDesign } from '../../../../app/campaigns/message/design.ts'
import { builtLayout } from '../../../../app/campaigns/message/layout.ts'
import type { Personal, ProductPick } from '../../../../app/campaigns/variables.ts'

const now = new Date('2026-11-24T12:00:00Z')
const anna: Personal = {
  firstName: 'Anna',
  lastName: 'Berger',
  likings: [
    { type: 'Halsketten', orders: 4, lastAskedAt: null },
    { type: 'Ringe', orders: 0, lastAskedAt: new Date('2026-11-01') },
  ],
  picks: ['Ring Luna', 'Ring <Sol>', 'Ring "Mar"'].map(pickOf),
  code: 'HANDE-7KQ4-XMWP-3TRB',
  redeemUrl: 'https://handelblitz.example/discount/HANDE-7KQ4-XMWP-3TRB?redirect=%2Fx&y=1',
  unsubscribeUrl: 'https://crm.example/u/x?a=1&b=2',
}

describe('a mail of blocks', () => {
  test('says Anna’s sentence between what the merchant wrote around it', () => {
    const { text, html } = write([{ kind: 'interest', before: 'Liebe Anna,', after: ', haben wir Neues.' }])
    const sentence =
      'Liebe Anna, da Sie Interesse an unseren Halsketten hatten und kürzlich nach Ringen gefragt haben, haben wir Neues.'
    expect(text).toContain(sentence)
    expect(html).toContain(sentence)
  })

  test('shows three picks with picture, price and their own address, escaped', () => {
    const { html, text } = write([{ kind: 'picks', count: 3 }])
    expect(html.match(/<img src="https:\/\/cdn\.example\/[^"]+"/g)).toHaveLength(3)
    expect(html).toContain('Ring &lt;Sol&gt;')
    expect(html).not.toContain('<Sol>')
    expect(html).toContain('href="https://handelblitz.example/products/2"')
    expect(text).toContain('* Ring Luna, 49,00 €\n  https://handelblitz.example/products/1\n')
  })

  test('leaves no gap where fewer products are found than wanted, and none at all where there are none', () => {
    const one = write([{ kind: 'picks', count: 3 }], { ...anna, picks: anna.picks.slice(0, 1) })
    expect(one.html.match(/<img/g)).toHaveLength(1)
    const none = write([{ kind: 'picks', count: 3 }], { ...anna, picks: [] })
    expect(none.html).not.toMatch(/<img|<a href=""/)
    expect(none.text.trim().startsWith('--')).toBe(true)
  })

  test('leads its button to the code, or where the merchant wants', () => {
    const { html, text } = write([
      { kind: 'button', text: 'Ansehen & sparen', url: '' },
      { kind: 'button', text: 'Neuheiten', url: 'https://handelblitz.example/neu?a=1&b=2' },
    ])
    expect(html).toContain(`href="${anna.redeemUrl.replace('&', '&amp;')}"`)
    expect(html).toContain('Ansehen &amp; sparen')
    expect(html).toContain('href="https://handelblitz.example/neu?a=1&amp;b=2"')
    expect(text).toContain(anna.redeemUrl)
  })

  test('keeps what looks like markup in the merchant’s words as words', () => {
    const { html, text } = write([
      { kind: 'heading', text: 'Ringe < 50 € & mehr' },
      { kind: 'text', text: '<script>1</script>\nzweite Zeile\n\nzweiter Absatz {% if code != "" %}<b>{% endif %}' },
    ])
    expect(html).toContain('Ringe &lt; 50 € &amp; mehr')
    expect(html).toContain('&lt;script&gt;1&lt;/script&gt;<br />zweite Zeile')
    expect(html).not.toMatch(/<script|<b>/)
    expect(text).toContain('Ringe < 50 € & mehr\n\n<script>1</script>')
  })

  test('carries the shop’s logo, colour and imprint', () => {
    const design = {
      ...{ ...plainDesign, logoUrl: 'https://cdn.example/logo.png', accent: '#0a7d33' },
      imprint: 'HandelBlitz GmbH & Co. KG\nBerlin',
    }
    const { html, text } = write([{ kind: 'button', text: 'Los', url: '' }], anna, { design })
    expect(html).toContain('src="https://cdn.example/logo.png"')
    expect(html).toContain('background:#0a7d33')
    expect(html).toContain('HandelBlitz GmbH &amp; Co. KG<br />Berlin')
    expect(text).toContain('HandelBlitz GmbH & Co. KG\nBerlin')
  })

  test('signs every link but the way out, and has a pixel only where opening may be recorded', () => {
    const marking = {
      link: (target: string) => `https://crm.example/l/${String(target.length)}`,
      pixel: 'https://crm.example/o/1',
    }
    const blocks: Block[] = [
      { kind: 'button', text: 'Los', url: '' },
      { kind: 'picks', count: 3 },
    ]
    const { html } = write(blocks, anna, { marking })
    expect(html.match(/href="https:\/\/crm\.example\/l\/\d+"/g)).toHaveLength(7)
    expect(html).toContain('href="https://crm.example/u/x?a=1&amp;b=2"')
    expect(html).toContain('<img src="https://crm.example/o/1"')
    expect(html).not.toContain('href="https://handelblitz.example')
    expect(write(blocks).html).not.toContain('crm.example/o/')
  })

  test('is English where it is written so', () => {
    const { html } = write([{ kind: 'interest', before: 'Something new,', after: '.' }], anna, { language: 'en' })
    expect(html).toContain('Something new, as you were interested in our Halsketten and recently asked about Ringe.')
    expect(html).toContain('Stop receiving emails')
  })
})

describe('a name that not everybody has told', () => {
  test.each([
    ['alone', 'Hallo {{ customer.first_name }},', 1],
    ['with something instead', 'Hallo {{ customer.first_name | default: "und guten Tag" }},', 0],
    ['behind a question', '{% if customer.first_name != "" %}Hallo {{ customer.first_name }}{% endif %}', 0],
  ])('%s is caught before release or never blank', (_, text, problems) => {
    const found = checkMessage({ subject: 'x', blocks: [{ kind: 'text', text }] })
    expect(found).toHaveLength(problems)
    for (const problem of found) expect(problem).toMatchObject({ code: 'may-be-empty', name: 'customer.first_name' })
  })
})

test.each([
  ['escapes nothing', '{{ customer.first_name | raw }}', 'unknown-filter'],
  ['prints past the escaping', '{% echo code %}', 'unknown-tag'],
  ['cycles', '{% cycle code %}', 'unknown-tag'],
])('Liquid that %s is not known', (_, text, code) => {
  expect(checkMessage({ subject: 'x', blocks: [{ kind: 'text', text }] })).toMatchObject([{ code }])
})

describe('a layout of the merchant’s own', () => {
  const own = (body: string) => `<mjml>\n<mj-body>\n${body}\n</mj-body>\n</mjml>`
  const stop =
    '<mj-section><mj-column><mj-text><a href="{{ unsubscribe_url }}">x</a></mj-text></mj-column></mj-section>'

  test('goes around the blocks', () => {
    const layout = own(
      `<mj-section><mj-column><mj-text>OBEN {{ shop.name }}</mj-text></mj-column></mj-section>\n{{ content }}\n${stop}`,
    )
    expect(checkMjml(layout)).toBeNull()
    const { html } = write([{ kind: 'text', text: 'MITTE' }], anna, { design: { ...plainDesign, layout } })
    expect(html).toMatch(/OBEN HandelBlitz[\s\S]*MITTE/)
  })

  test.each([
    [
      'an element that does not exist',
      own(`<mj-sektion></mj-sektion>{{ content }}${stop}`),
      3,
      'unknown-element',
      'mj-sektion',
    ],
    [
      'an element that is not closed',
      own(`{{ content }}\n<mj-section>\n<mj-column>\n</mj-section>`),
      5,
      'not-closed',
      'mj-column',
    ],
    ['an end without a beginning', '<mjml></mjml>\n</mj-body>', 2, 'closes-nothing', 'mj-body'],
    ['no place for the blocks', own(stop), 2, 'no-content', '{{ content }}'],
    ['no way out', own('{{ content }}'), 4, 'no-unsubscribe', '{{ unsubscribe_url }}'],
    ['no MJML at all', 'Hallo', 1, 'not-mjml', 'mjml'],
  ])('with %s is told with line and name', (_, layout, line, code, name) => {
    expect(checkMjml(layout)).toEqual({ line, code, name })
  })

  test('that breaks later is an outcome, never a mail', () => {
    const layout = own('{{ content }}\n<mj-section>')
    const message = { subject: 'x', blocks: [{ kind: 'text', text: 'y' }] } satisfies MessageText
    const made = compileMessage(message, { ...plainDesign, layout }, occasionIn('de'))
    expect(made).toMatchObject({ outcome: 'broken', part: 'layout' })
  })

  test('as it is built is right in both languages', () => {
    for (const language of ['de', 'en'] as const)
      expect(checkMjml(builtLayout(plainDesign, 'A & B', language))).toBeNull()
  })
})

test.each([
  ['#18181b', '#ffffff'],
  ['#ffe600', '#18181b'],
  ['#ffffff', '#18181b'],
  ['#0a7d33', '#ffffff'],
])('words on %s are %s', (colour, words) => {
  expect(textOn(colour)).toBe(words)
})

function pickOf(title: string, place: number): ProductPick {
  const id = String(place + 1)
  return {
    ...{ title, price: '49,00 €', url: `https://handelblitz.example/products/${id}` },
    image: `https://cdn.example/${id}.jpg`,
  }
}

function occasionIn(language: 'de' | 'en') {
  return {
    ...{ language, now, offer: '20 % auf Ringe', endsAt: now, shopName: 'HandelBlitz', timeZone: 'Europe/Berlin' },
    shopUrl: 'https://handelblitz.example',
  }
}

type Around = { design?: MailDesign; marking?: Marking; language?: 'de' | 'en' }

function write(blocks: Block[], to = anna, { design = plainDesign, marking, language = 'de' }: Around = {}) {
  const made = compileMessage({ subject: 'Neu', blocks }, design, occasionIn(language))
  if (made.outcome === 'broken') throw new Error(JSON.stringify(made))
  const written = made.write(to, marking)
  if (written.outcome === 'broken') throw new Error(JSON.stringify(written))
  return written
}
