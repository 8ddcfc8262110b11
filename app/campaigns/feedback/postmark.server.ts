import { z } from 'zod'
import { messageIdIn, shortened, type MailReport } from './report.ts'

/** The name under which Postmark gives a mail's own id back, from the header `X-PM-Metadata-mail`. */
export const POSTMARK_HEADER = 'X-PM-Metadata-mail'

const shape = z.object({
  RecordType: z.enum(['Bounce', 'SpamComplaint']),
  Type: z.string(),
  Email: z.string(),
  BouncedAt: z.coerce.date(),
  Metadata: z.record(z.string(), z.string()).nullish(),
  Description: z.string().nullish(),
  Details: z.string().nullish(),
})

// https://postmarkapp.com/developer/api/bounce-api#bounce-types
const FOR_EVER = new Set(['HardBounce', 'BadEmailAddress', 'ManuallyDeactivated', 'Unsubscribe'])

/**
 * Reads Postmark's bounce and spam complaint webhooks; null for its other records. Postmark signs nothing: who posts is
 * known by the password in the address, which the caller has checked.
 */
export function readPostmark(body: string): MailReport[] | null {
  const read = shape.safeParse(JSON.parse(body))
  if (!read.success) return null
  const { RecordType, Type, Email, BouncedAt, Metadata, Details, Description } = read.data
  const complained = RecordType === 'SpamComplaint' || Type === 'SpamComplaint' || Type === 'SpamNotification'
  const kind = complained ? 'complained' : FOR_EVER.has(Type) ? 'bounced' : 'put-off'
  const detail = shortened(Details ?? Description)
  return [{ kind, email: Email, messageId: messageIdIn(idIn(Metadata ?? {})), at: BouncedAt, detail }]
}

// On its way a header's name may change its case.
function idIn(metadata: Record<string, string>): string | undefined {
  return Object.entries(metadata).find(([name]) => name.toLowerCase() === 'mail')?.[1]
}
