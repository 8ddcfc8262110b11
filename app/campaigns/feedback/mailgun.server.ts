import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { messageIdIn, shortened, type MailReport } from './report.ts'

const signed = z.object({
  signature: z.object({ timestamp: z.string(), token: z.string(), signature: z.string() }),
  'event-data': z.looseObject({ event: z.string() }),
})

const event = z.object({
  event: z.enum(['failed', 'complained']),
  severity: z.enum(['permanent', 'temporary']).nullish(),
  recipient: z.string(),
  timestamp: z.number(), // seconds since 1970
  message: z.object({ headers: z.object({ 'message-id': z.string().nullish() }).nullish() }).nullish(),
  'delivery-status': z.object({ message: z.string().nullish(), description: z.string().nullish() }).nullish(),
})

/**
 * Reads Mailgun's webhooks, which carry their signature in the body: hex HMAC-SHA256 of timestamp and token.
 * @returns null for other events, 'forged' where the signature is not Mailgun's
 */
export function readMailgun(body: string, signingKey: string): MailReport[] | 'forged' | null {
  const read = signed.safeParse(JSON.parse(body))
  if (!read.success || !isMailguns(read.data.signature, signingKey)) return 'forged'
  const told = event.safeParse(read.data['event-data'])
  if (!told.success) return null
  const { event: kind, severity, recipient, timestamp, message, 'delivery-status': status } = told.data
  const failed = severity === 'permanent' ? 'bounced' : 'put-off'
  return [
    {
      kind: kind === 'complained' ? 'complained' : failed,
      email: recipient,
      messageId: messageIdIn(message?.headers?.['message-id']),
      at: new Date(timestamp * 1000),
      detail: shortened(status?.message === '' ? status.description : (status?.message ?? status?.description)),
    },
  ]
}

function isMailguns({ timestamp, token, signature }: z.infer<typeof signed>['signature'], key: string): boolean {
  const expected = createHmac('sha256', key).update(`${timestamp}${token}`).digest()
  const given = Buffer.from(signature, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
