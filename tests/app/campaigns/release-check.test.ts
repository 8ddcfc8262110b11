import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deadLinks } from '../../../app/campaigns/message/dead-links.server.ts'
import { warningsOf } from '../../../app/campaigns/message/warnings.ts'
import type { Block } from '../../../app/campaigns/message/block.ts'
import type { CustomerId } from '../../../app/kernel/index.ts'
import { testDatabase } from '../../support/database.ts'
import { startMailServer, type MailServer } from '../../support/mail-server.ts'
import { campaignsOf, draftFor, givenConsent, openRoom, type Room } from './room.ts'

let room: Room
let post: MailServer
const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(request.url ?? '')
  response.statusCode = Number(/\d{3}/.exec(request.url ?? '')?.[0] ?? 200)
  response.end()
})

beforeAll(async () => {
  const { db } = await testDatabase()
  room = await openRoom(db, 3)
  post = await startMailServer()
  const somebody = await db.customer.findFirstOrThrow({ where: { email: { not: null } } })
  await givenConsent(room, [somebody.id as CustomerId])
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})
afterAll(() => new Promise((closed) => server.close(closed)))

describe('before release', () => {
  test('dead links, spam words and shouting are told, and nothing of a good mail', async () => {
    const bad: Block[] = [
      { kind: 'text', text: `Nur heute! Mehr unter ${room.running.origin}/collections/gibt-es-nicht.` },
      { kind: 'button', text: 'Ansehen', url: `${room.running.origin}/collections/ringe` },
      { kind: 'button', text: 'Einlösen', url: '' },
    ]
    const { warnings } = await check({ subject: 'JETZT ZUGREIFEN!!', blocks: bad })
    expect(warnings).toEqual(
      expect.arrayContaining([
        { code: 'spam-words', name: 'nur heute' },
        { code: 'shouting', name: 'JETZT ZUGREIFEN!!' },
        { code: 'dead-link', name: `${room.running.origin}/collections/gibt-es-nicht` },
      ]),
    )
    expect(warnings).toHaveLength(3)
    const saved = await campaigns().save(room.shop, { id: null, input: draftFor(room) })
    if (saved.outcome !== 'saved') throw new Error(saved.outcome)
    expect(await checkAgain(saved.id)).toMatchObject({ audience: { recipients: 1 }, warnings: [] })
  })

  test('a mail that Gmail would cut off is told with its size', () => {
    const mail = { subject: 'Neu', text: 'x', html: 'ä'.repeat(53 * 1024) }
    expect(warningsOf(mail)).toEqual([{ code: 'too-large', name: '106' }])
    expect(warningsOf({ ...mail, html: 'a'.repeat(102 * 1024) })).toEqual([])
  })

  test('a link is dead where it is gone, fails or leads nowhere, and alive where it asks who is there', async () => {
    const { port } = server.address() as AddressInfo
    const shop = `http://127.0.0.1:${String(port)}`
    const links = [200, 301, 401, 403, 404, 410, 500].map((status) => `${shop}/${String(status)}`)
    const nowhere = ['https://gibt-es.invalid/', 'mailto:a@b.example', 'http://']
    const gone = [404, 410, 500].map((status) => `${shop}/${String(status)}`)
    expect(await deadLinks([...links, ...nowhere], shop)).toEqual([...gone, ...nowhere])
  })

  test('nothing inside our own network is asked for a link', async () => {
    const { port } = server.address() as AddressInfo
    asked.length = 0
    const links = [
      `http://127.0.0.1:${String(port)}/200`,
      `http://localhost:${String(port)}/200`,
      `http://[::1]:${String(port)}/200`,
    ]
    expect(await deadLinks(links, 'https://handelblitz.example')).toEqual(links)
    expect(asked).toEqual([])
  })
})

describe('a test mail', () => {
  test('goes to its author as the person shown would read it', async () => {
    const asked = { to: 'chefin@handelblitz.example', language: 'de', place: 0, input: draftFor(room) }
    expect(await campaigns().testMail(room.shop, asked)).toEqual({ outcome: 'test-sent', to: asked.to })
    const mail = post.mails.at(-1)
    expect(mail?.subject?.replace(/\u00a0/g, ' ')).toBe('[Testmail] 20 % auf Ringe für Sie')
    expect(mail?.text).toContain('Ihr persönlicher Code:')
    expect(await room.db.recipient.count()).toBe(0)
  })

  test('of a broken draft, or to no address, is not sent', async () => {
    const messages = { de: { subject: '{{ x }}', blocks: [{ kind: 'code' }] }, en: { subject: '', blocks: [] } }
    const good = { to: 'a@b.example', language: 'de', place: 0, input: draftFor(room) }
    for (const asked of [{ ...good, input: draftFor(room, { messages }) }, { ...good, to: 'nobody' }, null])
      expect(await campaigns().testMail(room.shop, asked)).toEqual({ outcome: 'test-incomplete' })
  })

  test('that the server refuses says why', async () => {
    post.refusals.set('weg@handelblitz.example', '550 5.1.1 no such user')
    const asked = { to: 'weg@handelblitz.example', language: 'de', place: 0, input: draftFor(room) }
    const outcome = await campaigns().testMail(room.shop, asked)
    expect(outcome).toMatchObject({ outcome: 'test-refused' })
    expect(JSON.stringify(outcome)).toContain('no such user')
  })
})

function campaigns() {
  return campaignsOf(room, post.mailer)
}

async function check(de: { subject: string; blocks: Block[] }) {
  const messages = { de, en: { subject: '', blocks: [] } }
  const saved = await campaigns().save(room.shop, { id: null, input: draftFor(room, { messages }) })
  if (saved.outcome !== 'saved') throw new Error(JSON.stringify(saved))
  return checkAgain(saved.id)
}

async function checkAgain(id: string) {
  const campaign = await campaigns().find(room.shop, id)
  if (campaign === null) throw new Error('the campaign is gone')
  return campaigns().check(room.shop, campaign)
}
