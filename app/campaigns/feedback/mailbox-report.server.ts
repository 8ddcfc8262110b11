import { simpleParser, type Attachment } from 'mailparser'
import { messageIdIn, shortened, type MailReport } from './report.ts'

/**
 * Reads a report that came as a mail: a delivery status notification (RFC 3464) or an abuse report (RFC 5965). Whoever
 * knows no Message-ID of ours could have written it, so one that names none tells nothing. @returns [] for other mails
 */
export async function readMailboxReport(raw: Buffer | string): Promise<MailReport[]> {
  const mail = await simpleParser(raw, { keepDeliveryStatus: true, skipHtmlToText: true, skipTextToHtml: true })
  const at = mail.date ?? new Date(0)
  const messageId = messageIdIn(returnedHeaders(mail.attachments).get('message-id'))
  if (messageId === null) return []
  const status = textOf(mail.attachments, 'message/delivery-status')
  if (status !== null) return deliveryFailures(status).map((failure) => ({ ...failure, messageId, at }))
  const feedback = textOf(mail.attachments, 'message/feedback-report')
  if (feedback === null) return []
  const fields = fieldsOf(feedback)
  if (fields.get('feedback-type') === 'not-spam') return []
  const email = addressIn(fields.get('original-rcpt-to')) ?? addressIn(returnedHeaders(mail.attachments).get('to'))
  const detail = shortened(fields.get('feedback-type'))
  return email === null ? [] : [{ kind: 'complained', email, messageId, at, detail }]
}

// The first group is about the message, each further one about a recipient.
function deliveryFailures(status: string): Pick<MailReport, 'kind' | 'email' | 'detail'>[] {
  return status.split(/\r?\n\s*\r?\n/).flatMap((group) => {
    const fields = fieldsOf(group)
    const email = addressIn(fields.get('final-recipient')) ?? addressIn(fields.get('original-recipient'))
    const action = fields.get('action')?.toLowerCase()
    if (email === null || (action !== 'failed' && action !== 'delayed')) return []
    const forEver = action === 'failed' && isForEver(fields.get('status') ?? '')
    return [{ kind: forEver ? 'bounced' : 'put-off', email, detail: shortened(fields.get('diagnostic-code')) } as const]
  })
}

// A full mailbox (5.2.2) or a mail that is held for spam (5.7.*) says nothing about the address.
function isForEver(status: string): boolean {
  return /^5\.(1\.|2\.1|4\.4|0\.0)/.test(status)
}

function textOf(attachments: Attachment[], type: string): string | null {
  const part = attachments.find(({ contentType }) => contentType === type)
  return part === undefined ? null : part.content.toString('utf8')
}

function returnedHeaders(attachments: Attachment[]): Map<string, string> {
  const returned = textOf(attachments, 'message/rfc822') ?? textOf(attachments, 'text/rfc822-headers') ?? ''
  return fieldsOf(returned.split(/\r?\n\r?\n/)[0] ?? '')
}

function fieldsOf(text: string): Map<string, string> {
  const lines = text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()]]
    }),
  )
}

function addressIn(text: string | undefined): string | null {
  return /[^\s<>;,"]+@[^\s<>;,"]+/.exec(text ?? '')?.[0] ?? null
}
