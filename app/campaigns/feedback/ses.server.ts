import { z } from 'zod'
import { messageIdIn, shortened, type MailReport } from './report.ts'
import { isAmazons, readSns } from './sns.server.ts'

const header = z.object({ name: z.string(), value: z.string() })
const person = z.object({ emailAddress: z.string(), diagnosticCode: z.string().nullish() })
const mail = z.object({ headers: z.array(header).nullish() })

// Notifications of an identity name their kind notificationType, those of a configuration set eventType.
const shape = z.union([
  z.object({
    bounce: z.object({ bounceType: z.string(), bouncedRecipients: z.array(person), timestamp: z.coerce.date() }),
    mail,
  }),
  z.object({
    complaint: z.object({
      complainedRecipients: z.array(person),
      timestamp: z.coerce.date(),
      complaintFeedbackType: z.string().nullish(),
    }),
    mail,
  }),
])

type Given = { topicArn: string; fetchUrl: typeof fetch }

/**
 * Reads the bounces and complaints that Amazon SES tells by SNS, and confirms the subscription when SNS asks for it. SES
 * gives our Message-ID only where the topic includes the original headers.
 * @returns null for other notifications, 'forged' where it is not Amazon's about our topic
 */
export async function readSes(body: string, { topicArn, fetchUrl }: Given): Promise<MailReport[] | 'forged' | null> {
  const message = await readSns(body, topicArn, fetchUrl)
  if (message === null) return 'forged'
  if (message.Type === 'SubscriptionConfirmation' && isAmazons(message.SubscribeURL ?? '')) {
    await fetchUrl(message.SubscribeURL ?? '')
    return null
  }
  const told = message.Type === 'Notification' ? shape.safeParse(jsonOf(message.Message)) : null
  if (told?.success !== true) return null
  const messageId = messageIdIn(told.data.mail.headers?.find(({ name }) => /^message-id$/i.test(name))?.value)
  if ('bounce' in told.data) {
    const { bounceType, bouncedRecipients, timestamp: at } = told.data.bounce
    const kind = bounceType === 'Permanent' ? 'bounced' : 'put-off'
    return bouncedRecipients.map(({ emailAddress: email, diagnosticCode }) => {
      return { kind, email, messageId, at, detail: shortened(diagnosticCode) }
    })
  }
  const { complainedRecipients, timestamp: at, complaintFeedbackType } = told.data.complaint
  return complainedRecipients.map(({ emailAddress: email }) => {
    return { kind: 'complained', email, messageId, at, detail: shortened(complaintFeedbackType) }
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
