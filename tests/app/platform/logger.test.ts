import { expect, test } from 'vitest'
import { openLogger } from '../../../app/platform/index.server.ts'

const written = (log: (logger: ReturnType<typeof openLogger>) => void): string => {
  let text = ''
  log(openLogger('info', 'test', { write: (line: string) => void (text += line) }))
  return text
}

const SECRETS = /anna|petersen|170|shpat_|geheim|9fH2|hafenstr/i

test.each([
  ['at the top', { email: 'anna@example.de', firstName: 'Anna', phone: '+49 170 1234567', accessToken: 'shpat_1' }],
  ['deep inside', { a: { b: [{ c: { last_name: 'Petersen', refreshToken: '9fH2', address1: 'Hafenstr. 1' } }] } }],
  ['in a text of any field', { reason: 'no mailbox anna.petersen@example.de, call +49 (170) 1234567' }],
  ['in a header', { headers: { authorization: 'Bearer 9fH2', 'x-shopify-access-token': 'shpat_12ab' } }],
  ['in a connection string', { url: 'postgresql://anna:geheim@localhost/app' }],
])('personal data %s is masked', (_, fields) => {
  const text = written((logger) => logger.info(fields, 'told anna@example.de'))
  expect(text).not.toMatch(SECRETS)
  expect(text).toContain('told [address]')
})

test('an error is written with its kind, place and cause, and without the people in its words', () => {
  const cause = Object.assign(new Error('Key (email)=(anna@example.de) exists'), { code: '23505', detail: 'Anna' })
  const error = new TypeError('550 5.1.1 <anna.petersen@example.de>: no such user', { cause })
  for (const text of [written((logger) => logger.error({ err: error }, 'failed')), written((l) => l.error(error))]) {
    expect(text).not.toMatch(SECRETS)
    const { err } = JSON.parse(text) as { err: Record<string, unknown> }
    expect(err).toMatchObject({ type: 'TypeError', message: '550 5.1.1 <[address]>: no such user' })
    expect(err.cause).toMatchObject({ message: 'Key (email)=([address]) exists', code: '23505' })
    expect(err.stack).toContain('logger.test.ts')
  }
})

test('what names nobody stays readable, big ids included', () => {
  const text = written((logger) => logger.info({ kind: 'delivery-received', job: '7', id: 9007199254740993n }, 'done'))
  expect(JSON.parse(text)).toMatchObject({
    app: 'test',
    kind: 'delivery-received',
    job: '7',
    id: '9007199254740993',
    msg: 'done',
  })
})
