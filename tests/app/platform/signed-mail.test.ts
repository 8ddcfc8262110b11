import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { openMailer } from '../../../app/platform/index.server.ts'
import { startMailServer } from '../../support/mail-server.ts'

const { url, mails } = await startMailServer()
const mail = {
  to: 'anna@example.de',
  subject: 'Neu',
  text: 'Hallo',
  html: '<p>Hallo</p>',
  messageId: '<1@shop.example>',
}

test('mails are signed by DKIM where a key is set, and repeat their id for a provider that has its own', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const dkim = {
    ...{ domainName: 'handelblitz.example', keySelector: 'crm' },
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
  const mailer = openMailer(url, 'HandelBlitz <crm@handelblitz.example>', { dkim, idHeader: 'X-PM-Metadata-mail' })
  const headers = {
    'List-Unsubscribe': '<https://crm.example/u/x>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
  await mailer.send({ ...mail, headers })
  mailer.close()
  const lines = mails.at(-1)?.headerLines.map(({ line }) => line.replace(/\s+/g, ' ')) ?? []
  const signature = lines.find((line) => line.startsWith('DKIM-Signature:')) ?? ''
  expect(signature).toContain('d=handelblitz.example')
  expect(signature).toContain('s=crm')
  // RFC 8058 wants both headers of the one-click way out among what is signed.
  expect(signature.toLowerCase()).toMatch(
    /h=[^;]*list-unsubscribe:[^;]*list-unsubscribe-post|h=[^;]*list-unsubscribe-post/,
  )
  expect(lines.join('\n')).toMatch(/^x-pm-metadata-mail: <1@shop\.example>$/im)
})

test('without a key they are not', async () => {
  const mailer = openMailer(url, 'HandelBlitz <crm@handelblitz.example>')
  await mailer.send(mail)
  mailer.close()
  expect(mails.at(-1)?.headerLines.map(({ key }) => key)).not.toContain('dkim-signature')
})
