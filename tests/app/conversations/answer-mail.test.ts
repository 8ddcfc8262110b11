import { expect, test } from 'vitest'
import { answerMail } from '../../../app/conversations/answer-mail.ts'

const shop = { name: 'HandelBlitz', email: 'hallo@handelblitz.example', domain: 'handelblitz.myshopify.com' }
const request = {
  email: 'anna@example.com',
  firstName: 'Anna',
  locale: 'de',
  subject: 'Ring Lune',
  aboutProduct: true,
}
const answer = {
  id: 'a1',
  body: 'Ja, aus Silber.\nMit <Punze>.',
  earlier: ['<q1@shop>', '<a0@shop>'],
  request,
  question: 'Aus Silber?\nWirklich?',
}

test('an answer greets in the person’s language, quotes the question and is signed by the shop', () => {
  const mail = answerMail(answer, shop)
  expect(mail.subject).toBe('Re: Ihre Frage zu „Ring Lune“')
  expect(mail.text).toBe(
    'Hallo Anna,\n\nJa, aus Silber.\nMit <Punze>.\n\nHerzliche Grüße\nIhr Team von HandelBlitz\n\n' +
      'Sie schrieben:\n> Aus Silber?\n> Wirklich?\n',
  )
  expect(mail.html).toContain('Mit &lt;Punze&gt;.')
  expect(mail).toMatchObject({ fromName: 'HandelBlitz', replyTo: 'hallo@handelblitz.example', to: 'anna@example.com' })
})

test('an answer continues the thread under the same id at every attempt', () => {
  expect(answerMail(answer, shop)).toMatchObject({
    messageId: '<a1@handelblitz.myshopify.com>',
    inReplyTo: '<a0@shop>',
    headers: { References: '<q1@shop> <a0@shop>' },
  })
})

test('an answer without a product, a name or a known language says so in plain English', () => {
  const mail = answerMail(
    {
      ...answer,
      request: { ...request, firstName: null, locale: 'en', subject: 'Opening hours', aboutProduct: false },
    },
    shop,
  )
  expect(mail.subject).toBe('Re: Opening hours')
  expect(mail.text).toMatch(/^Hello,\n/)
  expect(mail.text).toContain('The HandelBlitz team')
})
