import { expect, test } from 'vitest'
import { judgeMailFailure } from '../../../app/platform/index.server.ts'

test.each([
  ['an unknown recipient', { responseCode: 550, response: '550 5.1.1 no such user', command: 'RCPT TO' }, 'refused'],
  ['a mail the server finds bad', { responseCode: 554, response: '554 spam', command: 'DATA' }, 'refused'],
  ['no recipient at all', { code: 'EENVELOPE', message: 'No recipients defined' }, 'refused'],
  ['greylisting', { responseCode: 451, response: '451 try later', command: 'RCPT TO' }, 'later'],
  ['no connection', { message: 'connect ECONNREFUSED', command: 'CONN' }, 'offline'],
  ['a wrong password', { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'offline'],
  ['a sender the server does not know', { responseCode: 550, command: 'MAIL FROM' }, 'offline'],
  ['encryption that fails', { code: 'ETLS', responseCode: 501, command: 'STARTTLS' }, 'offline'],
  ['a server that fell silent over the mail', { code: 'ETIMEDOUT', command: 'CONN', begun: true }, 'unclear'],
  ['a server that fell silent before it', { code: 'ETIMEDOUT', command: 'CONN', begun: false }, 'offline'],
  ['a refusal after the whole mail', { responseCode: 554, command: 'DATA', begun: true }, 'refused'],
  ['a line that broke after the data', { message: 'Connection closed unexpectedly', command: 'DATA' }, 'unclear'],
] as const)('%s: %#', (_, facts, kind) => {
  expect(judgeMailFailure(Object.assign(new Error('no'), facts)).kind).toBe(kind)
})
