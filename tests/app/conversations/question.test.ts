import { describe, expect, test } from 'vitest'
import { readQuestion } from '../../../app/conversations/question.ts'

const good = {
  email: ' Anna@Example.COM ',
  name: ' Anna\r\nPetersen ',
  text: ' Ist der Ring\r\naus Silber? ',
  locale: 'de-AT',
}

describe('a question as a shopper sends it', () => {
  test('is read with a normal address, a one-line name and its own line breaks', () => {
    expect(readQuestion({ ...good, product_id: '9007199254741999' }, null)).toEqual({
      outcome: 'read',
      question: {
        email: 'anna@example.com',
        name: 'Anna Petersen',
        customerId: null,
        productId: 9007199254741999n,
        language: 'de',
        text: 'Ist der Ring\naus Silber?',
      },
    })
  })

  test.each([
    ['no address', { email: '  ' }, { email: 'missing' }],
    ['an address that is none', { email: 'anna' }, { email: 'invalid' }],
    ['a line break in the address', { email: 'anna@example.com\nBcc: all@example.com' }, { email: 'invalid' }],
    ['no words', { text: ' \n ' }, { text: 'missing' }],
    ['too many words', { text: 'x'.repeat(5001) }, { text: 'too-long' }],
    ['a name of 201 signs', { name: 'x'.repeat(201) }, { name: 'too-long' }],
    ['numbers and lists instead of texts', { email: 5, text: ['a'] }, { email: 'missing', text: 'missing' }],
  ])('with %s is refused at that field', (_, fields, problems) => {
    expect(readQuestion({ ...good, ...fields }, null)).toEqual({ outcome: 'invalid', problems })
  })

  test.each([
    ['a product id that is no id', { product_id: '1; drop table' }, { productId: null }],
    ['a language we do not speak', { locale: 'fr' }, { language: 'en' }],
    ['no name', { name: '' }, { name: null }],
    ['signs that no database holds', { text: 'Schön\0? \ud83d' }, { text: 'Schön\uFFFD? \uFFFD' }],
    ['exactly 5000 signs', { text: 'x'.repeat(5000) }, { text: 'x'.repeat(5000) }],
  ])('with %s is still read', (_, fields, expected) => {
    expect(readQuestion({ ...good, ...fields }, null)).toMatchObject({ outcome: 'read', question: expected })
  })
})
