import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openCampaigns } from '../../../app/campaigns/index.server.ts'
import type { CampaignId, CustomerId, Shop } from '../../../app/kernel/index.ts'
import { testDatabase } from '../../support/database.ts'
import { startMailServer } from '../../support/mail-server.ts'
import { givenShop } from '../../support/shops.ts'

const { db } = await testDatabase()
const { mailer } = await startMailServer()
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:mail'
const CERTIFICATE = 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem'
const keys = { sesTopicArn: TOPIC, mailgunSigningKey: 'key-of-this-test', password: 'a password of this test' }
const amazon = generateKeyPairSync('rsa', { modulusLength: 2048 })
const asked: string[] = []
const server = createServer((_, response) => response.end(amazon.publicKey.export({ type: 'spki', format: 'pem' })))
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
afterAll(() => new Promise((closed) => server.close(closed)))
const certificates = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`
let shop: Shop
let anna: { email: string; messageId: string; campaignId: CampaignId }
let people = 0n

const campaigns = openCampaigns({
  ...{ db, mailer, links: { appUrl: 'https://crm.example', secret: 's' }, feedback: keys, now: () => new Date() },
  adminFor: () => Promise.reject(new Error('nobody may be asked here')),
  storefrontUrl: () => 'https://handelblitz.example',
  // The way to Amazon leads to a server of this test, which gives out the key that its messages are signed with.
  fetchUrl: (address) => {
    const url = address instanceof Request ? address.url : address.toString()
    asked.push(url)
    return fetch(certificates)
  },
})

beforeEach(async () => {
  shop = await givenShop(db, `${crypto.randomUUID()}.myshopify.com`)
  anna = await givenMailed()
  asked.length = 0
})

describe('Postmark', () => {
  const bounce = () => ({
    ...{
      RecordType: 'Bounce',
      MessageStream: 'outbound',
      ID: 42,
      Type: 'HardBounce',
      TypeCode: 1,
      Name: 'Hard bounce',
    },
    ...{
      Email: anna.email,
      From: 'crm@handelblitz.example',
      BouncedAt: '2026-11-24T16:33:54.9070259Z',
      Inactive: true,
    },
    ...{ Metadata: { Mail: anna.messageId }, Details: 'smtp;550 5.1.1 no such user' },
  })

  test('that tells a hard bounce closes the address, once', async () => {
    expect(await post('postmark', bounce(), basic(keys.password))).toBe(200)
    expect(await post('postmark', bounce(), basic(keys.password))).toBe(200)
    expect(await suppressed(anna.email)).toBe('bounced')
    expect(await campaigns.engagement(shop, anna.campaignId)).toMatchObject({ bounced: 1, complained: 0 })
  })

  test('that tells a full mailbox closes nothing', async () => {
    expect(await post('postmark', { ...bounce(), Type: 'SoftBounce' }, basic(keys.password))).toBe(200)
    expect(await suppressed(anna.email)).toBeNull()
    expect(await campaigns.engagement(shop, anna.campaignId)).toMatchObject({ bounced: 0, putOff: 1 })
  })

  test('that tells a complaint closes the address for good', async () => {
    const complaint = { ...bounce(), RecordType: 'SpamComplaint', Type: 'SpamComplaint' }
    expect(await post('postmark', complaint, basic(keys.password))).toBe(200)
    expect(await suppressed(anna.email)).toBe('complained')
  })

  test('is believed only by its password', async () => {
    expect(await post('postmark', bounce())).toBe(403)
    expect(await post('postmark', bounce(), basic('guessed'))).toBe(403)
    expect(await suppressed(anna.email)).toBeNull()
  })
})

describe('Mailgun', () => {
  const failed = (severity: string) => ({
    event: 'failed',
    severity,
    recipient: anna.email,
    timestamp: 1_764_000_000.123,
    message: { headers: { 'message-id': anna.messageId.slice(1, -1), to: anna.email } },
    'delivery-status': { code: 550, message: '5.1.1 no such user', description: '' },
  })

  test('is believed by its signature over timestamp and token', async () => {
    expect(await post('mailgun', signedByMailgun(failed('permanent')))).toBe(200)
    expect(await suppressed(anna.email)).toBe('bounced')
  })

  test('is not believed with another key, another token or none', async () => {
    const told = signedByMailgun(failed('permanent'))
    expect(await post('mailgun', signedByMailgun(failed('permanent'), 'other key'))).toBe(403)
    expect(await post('mailgun', { ...told, signature: { ...told.signature, token: 'another' } })).toBe(403)
    expect(await post('mailgun', { 'event-data': failed('permanent') })).toBe(403)
    expect(await suppressed(anna.email)).toBeNull()
  })

  test('that puts a mail off, or tells a delivery, closes nothing', async () => {
    expect(await post('mailgun', signedByMailgun(failed('temporary')))).toBe(200)
    expect(await post('mailgun', signedByMailgun({ ...failed('permanent'), event: 'delivered' }))).toBe(200)
    expect(await suppressed(anna.email)).toBeNull()
  })

  test('that tells a complaint closes the address', async () => {
    expect(await post('mailgun', signedByMailgun({ ...failed('permanent'), event: 'complained' }))).toBe(200)
    expect(await suppressed(anna.email)).toBe('complained')
  })
})

describe('Amazon SES by SNS', () => {
  const bounce = () => ({
    notificationType: 'Bounce',
    bounce: {
      ...{ bounceType: 'Permanent', bounceSubType: 'General', timestamp: '2026-11-24T15:12:56.000Z' },
      bouncedRecipients: [
        { emailAddress: anna.email, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550-5.1.1 no such user' },
      ],
    },
    mail: { messageId: '0101-ses', headers: [{ name: 'Message-ID', value: anna.messageId }] },
  })

  test.each(['1', '2'] as const)('is believed by Amazon’s signature, version %s', async (version) => {
    expect(await post('ses', signedByAmazon(bounce(), { version }))).toBe(200)
    expect(await suppressed(anna.email)).toBe('bounced')
  })

  test('is not believed when changed, of another topic, or by a certificate from elsewhere', async () => {
    const told = signedByAmazon(bounce())
    expect(await post('ses', { ...told, Message: told.Message.replace('Permanent', 'Permanent ') })).toBe(403)
    expect(await post('ses', signedByAmazon(bounce(), { topic: 'arn:aws:sns:eu-central-1:1:other' }))).toBe(403)
    for (const url of [
      'https://sns.eu.amazonaws.com.evil.example/x.pem',
      'http://sns.eu-central-1.amazonaws.com/x.pem',
    ])
      expect(await post('ses', { ...told, SigningCertURL: url })).toBe(403)
    expect(asked.every((url) => url === CERTIFICATE)).toBe(true)
    expect(await suppressed(anna.email)).toBeNull()
  })

  test('that tells a complaint of a configuration set closes the address', async () => {
    const complaint = {
      eventType: 'Complaint',
      complaint: { complainedRecipients: [{ emailAddress: anna.email }], timestamp: '2026-11-24T15:12:56.000Z' },
      mail: { messageId: '0101-ses' },
    }
    expect(await post('ses', signedByAmazon(complaint))).toBe(200)
    expect(await suppressed(anna.email)).toBe('complained')
  })

  test('has its subscription confirmed, at Amazon only', async () => {
    const url = 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=1'
    const confirmation = { Type: 'SubscriptionConfirmation', SubscribeURL: url, Token: '1' }
    expect(await post('ses', signedByAmazon('You have chosen …', { fields: confirmation }))).toBe(200)
    expect(asked).toContain(url)
    const elsewhere = { ...confirmation, SubscribeURL: 'https://evil.example/' }
    expect(await post('ses', signedByAmazon('You have chosen …', { fields: elsewhere }))).toBe(200)
    expect(asked).not.toContain('https://evil.example/')
  })
})

describe('a report that comes as a mail', () => {
  const failure = (status: string, action = 'failed') =>
    [
      'From: MAILER-DAEMON@mx.example',
      'To: crm@handelblitz.example',
      'Date: Tue, 24 Nov 2026 10:00:00 +0100',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.',
      '--b\r\nContent-Type: message/delivery-status\r\n',
      'Reporting-MTA: dns; mx.example\r\n',
      `Final-Recipient: rfc822; ${anna.email}\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; 550 no\r\n such user\r\n`,
      `--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID:\r\n ${anna.messageId}\r\nTo: ${anna.email}\r\n`,
      '--b--\r\n',
    ].join('\r\n')

  test('of a failed delivery (RFC 3464) closes the address', async () => {
    expect(await post('mailbox', failure('5.1.1'), basic(keys.password))).toBe(200)
    expect(await suppressed(anna.email)).toBe('bounced')
    const report = await db.mailReport.findFirstOrThrow({ where: { shopId: shop.id } })
    expect(report).toMatchObject({ kind: 'bounced', detail: 'smtp; 550 no such user' })
  })

  test.each([
    ['of a full mailbox', '5.2.2', 'failed'],
    ['of a mail held for its content', '5.7.1', 'failed'],
    ['of a delay', '4.4.1', 'delayed'],
    ['of a delivery', '2.0.0', 'delivered'],
  ])('%s closes nothing', async (_, status, action) => {
    expect(await post('mailbox', failure(status, action), basic(keys.password))).toBe(200)
    expect(await suppressed(anna.email)).toBeNull()
  })

  test('of abuse (RFC 5965) closes the address', async () => {
    const abuse = [
      'From: fbl@provider.example',
      'Date: Tue, 24 Nov 2026 10:00:00 +0100',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      '',
      '--b\r\nContent-Type: text/plain\r\n\r\nThis is an abuse report.',
      `--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\nOriginal-Rcpt-To: <${anna.email}>\r\n`,
      `--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: ${anna.messageId}\r\nTo: ${anna.email}\r\nSubject: x\r\n\r\nHallo\r\n`,
      '--b--\r\n',
    ].join('\r\n')
    expect(await post('mailbox', abuse, basic(keys.password))).toBe(200)
    expect(await suppressed(anna.email)).toBe('complained')
  })

  test('tells nothing where it names no mail of ours, or another person’s', async () => {
    const other = await givenMailed()
    const forged = [
      failure('5.1.1').replace(anna.messageId, '<made-up@mx.example>'),
      failure('5.1.1').replace(anna.messageId, other.messageId),
      'From: a@b.example\r\n\r\nJust a mail',
    ]
    for (const mail of forged) expect(await post('mailbox', mail, basic(keys.password))).toBe(200)
    expect(await db.suppression.count({ where: { shopId: shop.id } })).toBe(0)
  })
})

test('a mail of ours is found by its Message-ID after its reader was merged into another customer', async () => {
  const { customerId } = await db.recipient.findFirstOrThrow({ where: { shopId: shop.id } })
  const survivor = 9_000n as CustomerId
  await db.customer.create({ data: { shopId: shop.id, id: survivor, createdAt: new Date(), updatedAt: new Date() } })
  await db.customer.updateMany({ where: { shopId: shop.id, id: customerId }, data: { mergedInto: survivor } })
  await db.recipient.updateMany({ where: { shopId: shop.id }, data: { customerId: survivor } })
  const told = signedByMailgun({
    ...{ event: 'complained', recipient: anna.email, timestamp: 1_764_000_000 },
    message: { headers: { 'message-id': anna.messageId } },
  })
  expect(await post('mailgun', told)).toBe(200)
  expect(await db.mailReport.count({ where: { shopId: shop.id, customerId: survivor } })).toBe(1)
})

test('unknown providers, unfinished JSON and endless bodies are turned away', async () => {
  expect(await post('unknown', {})).toBe(404)
  expect(await post('mailgun', '{')).toBe(400)
  expect(await post('mailbox', 'x'.repeat(1_000_001), basic(keys.password))).toBe(413)
})

async function post(provider: string, body: object | string, headers: Record<string, string> = {}): Promise<number> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const request = new Request(`https://crm.example/mail-reports/${provider}`, { method: 'POST', body: text, headers })
  return (await campaigns.receiveFeedback(provider, request)).status
}

function basic(password: string) {
  return { authorization: `Basic ${Buffer.from(`report:${password}`).toString('base64')}` }
}

function signedByMailgun(event: object, key = keys.mailgunSigningKey) {
  const [timestamp, token] = ['1764000000', crypto.randomUUID().repeat(2)]
  const signature = createHmac('sha256', key)
    .update(timestamp + token)
    .digest('hex')
  return { signature: { timestamp, token, signature }, 'event-data': event }
}

type Signing = { version?: '1' | '2'; topic?: string; fields?: Record<string, string> }

function signedByAmazon(told: object | string, { version = '2', topic = TOPIC, fields = {} }: Signing = {}) {
  const message = {
    ...{ Type: 'Notification', MessageId: crypto.randomUUID(), TopicArn: topic, ...fields },
    ...{ Message: typeof told === 'string' ? told : JSON.stringify(told), Timestamp: '2026-11-24T15:12:57.000Z' },
  }
  const text = Object.entries(message)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}\n${value}\n`)
    .join('')
  const Signature = sign(version === '1' ? 'sha1' : 'sha256', Buffer.from(text), amazon.privateKey).toString('base64')
  return { ...message, SignatureVersion: version, Signature, SigningCertURL: CERTIFICATE }
}

async function suppressed(email: string): Promise<string | null> {
  const row = await db.suppression.findFirst({ where: { shopId: shop.id, email } })
  return row?.reason ?? null
}

/** Somebody who was mailed by a campaign of this shop. */
async function givenMailed() {
  people += 1n
  const id = people
  const now = new Date()
  const email = `anna${String(id)}@example.de`
  const campaignId = crypto.randomUUID() as CampaignId
  const messageId = `<${campaignId}.${String(id)}@${shop.domain}>`
  await db.customer.create({ data: { shopId: shop.id, id, email, createdAt: now, updatedAt: now } })
  await db.campaign.create({
    data: {
      ...{ shopId: shop.id, id: campaignId, name: 'Ringe', status: 'sent', valueKind: 'percentage', percentage: 20 },
      ...{ targetKind: 'product_type', targetValue: 'Ringe', targetTitle: 'Ringe', messages: {} },
    },
  })
  await db.recipient.create({
    data: { shopId: shop.id, campaignId, customerId: id, email, locale: 'de', status: 'sent', sentAt: now, messageId },
  })
  return { email, messageId, campaignId }
}
