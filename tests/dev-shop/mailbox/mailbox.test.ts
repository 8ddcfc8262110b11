import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTransport } from 'nodemailer'
import type { SendMailOptions } from 'nodemailer'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { matchesAddress } from '../../../dev-shop/mailbox/faults.ts'
import { startDevShop } from '../../../dev-shop/start.ts'
import type { RunningShop } from '../../../dev-shop/start.ts'

let running: RunningShop

beforeAll(async () => {
  running = await startDevShop({
    dataPath: ':memory:',
    port: 0,
    smtpPort: 0,
    appToml: 'shopify.app.toml',
    apiSecret: 'secret',
    stock: 'empty',
  })
})

afterAll(() => running.close())
afterEach(() => faults({ refuse: null, deferRecipients: null, delayMs: 0, drop: 0 }))

const mailsShape = z.object({
  total: z.number(),
  mails: z.array(
    z.object({
      id: z.number(),
      recipient: z.string(),
      subject: z.string(),
      text: z.string().nullable(),
      html: z.string().nullable(),
    }),
  ),
})

const send = async (mail: SendMailOptions) => {
  const transport = createTransport({ host: '127.0.0.1', port: running.smtpPort })
  try {
    return (await transport.sendMail({ from: 'HandelBlitz <hallo@handelblitz.example>', ...mail })) as unknown
  } finally {
    transport.close()
  }
}
const mails = async (to: string) => mailsShape.parse(await (await fetch(`${running.origin}/dev/mails?to=${to}`)).json())
const page = async (path: string) => (await fetch(running.origin + path)).text()
const faults = (change: object) =>
  fetch(`${running.origin}/dev/mailbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  })

test('a mail is kept as it came, one for each recipient', async () => {
  await send({
    to: ['Anna@mail.example', 'ben@mail.example'],
    subject: 'Für Sie: 20 %',
    text: 'Grüße',
    html: '<p>Grüße</p>',
  })
  const { total, mails: found } = await mails('anna@mail.example')
  expect(total).toBe(1)
  expect(found[0]).toMatchObject({ recipient: 'anna@mail.example', subject: 'Für Sie: 20 %', html: '<p>Grüße</p>' })
  expect(found[0]?.text?.trim()).toBe('Grüße')
  expect((await mails('mail.example')).total).toBe(2)
})

test('a recipient whose mailbox is gone is refused for good, one that is busy for now', async () => {
  await faults({ refuse: '*@gone.example', deferRecipients: 'busy@*' })
  await expect(send({ to: 'x@gone.example', text: 'x' })).rejects.toMatchObject({ responseCode: 550 })
  await expect(send({ to: 'busy@mail.example', text: 'x' })).rejects.toMatchObject({ responseCode: 450 })
  expect((await mails('gone.example')).total).toBe(0)
})

test('a connection cut in the middle of a message leaves nothing behind, and the next one works', async () => {
  await faults({ drop: 1 })
  await expect(send({ to: 'cut@mail.example', text: 'x' })).rejects.toThrow()
  await send({ to: 'cut@mail.example', text: 'again' })
  expect((await mails('cut@mail.example')).total).toBe(1)
})

test('a slow server answers after the time it was given', async () => {
  await faults({ delayMs: 400 })
  const begun = performance.now()
  await send({ to: 'slow@mail.example', text: 'x' })
  expect(performance.now() - begun).toBeGreaterThanOrEqual(395)
})

test('a switch that does not exist is refused', async () => {
  expect((await faults({ explode: true })).status).toBe(400)
})

test('the list shows the newest first and pages through all', async () => {
  const transport = createTransport({ host: '127.0.0.1', port: running.smtpPort, pool: true, maxConnections: 1 })
  for (let i = 1; i <= 51; i++) {
    await transport.sendMail({ from: 'a@b.example', to: 'many@mail.example', subject: `Mail ${String(i)}`, text: 'x' })
  }
  transport.close()
  const newest = await page('/mailbox?to=many@')
  expect(newest).toContain('51 E-Mails')
  expect(newest.indexOf('Mail 51')).toBeLessThan(newest.indexOf('Mail 50'))
  const older = /href="(\/mailbox\?[^"]*before=\d+)"/.exec(newest)?.[1]?.replaceAll('&amp;', '&')
  expect([...(await page(older ?? '')).matchAll(/Mail \d+/g)].map(([subject]) => subject)).toEqual(['Mail 1'])
})

test('a mail is shown without its scripts, with its headers, and its links to the shop work on this machine', async () => {
  await send({
    to: 'shown@mail.example',
    subject: '<b>bold</b>',
    html: '<script>top.location = "https://evil.example"</script><a href="https://handelblitz.myshopify.com/discount/SK-1">x</a>',
  })
  const id = String((await mails('shown@mail.example')).mails[0]?.id)
  const detail = await page(`/mailbox/${id}`)
  expect(detail).toContain('&lt;b&gt;bold&lt;/b&gt;')
  expect(detail).toMatch(/<iframe[^>]*sandbox="allow-popups allow-popups-to-escape-sandbox allow-same-origin"/)
  expect(detail).toContain('<dt>Message-ID</dt>')
  const body = await fetch(`${running.origin}/mailbox/${id}/body`)
  expect(body.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await body.text()).toContain(`href="${running.origin}/discount/SK-1"`)
  expect((await fetch(`${running.origin}/mailbox/999999`)).status).toBe(404)
})

test('the unsubscribe button sends one POST as a mail client would', async () => {
  const received: string[] = []
  const sender = createServer((request, response) => {
    request.on('data', (chunk: Buffer) =>
      received.push(`${String(request.method)} ${String(request.url)} ${chunk.toString()}`),
    )
    request.on('end', () => response.end())
  })
  await new Promise<void>((resolve) => sender.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${String((sender.address() as AddressInfo).port)}/out?t=1`
  const headers = {
    'List-Unsubscribe': `<mailto:x@y.example>, <${address}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
  await send({ to: 'leaver@mail.example', text: 'x', headers })
  const id = String((await mails('leaver@mail.example')).mails[0]?.id)
  const answer = await fetch(`${running.origin}/mailbox/${id}/unsubscribe`, { method: 'POST' })
  sender.close()
  expect(received).toEqual(['POST /out?t=1 List-Unsubscribe=One-Click'])
  expect(await answer.text()).toContain('Abbestellt')
})

test.each([
  ['*@gone.example', 'a@gone.example', true],
  ['*@gone.example', 'a@gone.example.org', false],
  ['a.b@*', 'A.B@mail.example', true],
  ['a.b@*', 'axb@mail.example', false],
  [null, 'a@b.example', false],
])('the pattern %s against %s: %s', (pattern, address, expected) => {
  expect(matchesAddress(pattern, address)).toBe(expected)
})
