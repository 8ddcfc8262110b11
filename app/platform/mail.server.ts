import type { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'

export type Mail = {
  /** Shown as the sender's name; the address is the configured one. */
  fromName?: string
  to: string
  replyTo?: string
  subject: string
  text: string
  html: string
  /** Chosen by the caller, so that a repeated attempt carries the same id. */
  messageId: string
  inReplyTo?: string
  headers?: Record<string, string>
}

export type Mailer = {
  /** Hands the mail to the server. @throws where the server refuses or cannot be reached; see judgeMailFailure */
  send(mail: Mail): Promise<void>
  close(): void
}

// No attempt outlasts these, so a claim that is older than five minutes belongs to a worker that died.
const TIMEOUTS = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 }

/** The key that signs mails, as DNS knows it under `<keySelector>._domainkey.<domainName>`. */
export type Dkim = { domainName: string; keySelector: string; privateKey: string }
type MailerOptions = {
  dkim?: Dkim | undefined
  /** A header that repeats each mail's Message-ID, for a provider that gives ids of its own. */
  idHeader?: string | undefined
  /** How long a server may be silent in the middle of a mail, in ms. */
  patience?: number
}

// nodemailer's own list lacks the last, without which RFC 8058 knows no one-click way out.
const SIGNED =
  'from:sender:reply-to:subject:date:message-id:to:cc:mime-version:content-type:content-transfer-encoding:content-id:' +
  'content-description:in-reply-to:references:list-id:list-help:list-unsubscribe:list-unsubscribe-post'

/** Opens a pooled SMTP connection; `sender` is `Name <address>` or a bare address. */
export function openMailer(
  url: string,
  sender: string,
  { dkim, idHeader, patience = TIMEOUTS.socketTimeout }: MailerOptions = {},
): Mailer {
  const signing = dkim === undefined ? {} : { dkim: { ...dkim, headerFieldNames: SIGNED } }
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 4,
    ...TIMEOUTS,
    socketTimeout: patience,
    ...signing,
  })
  transport.use('stream', trace)
  const [, name = '', address = sender] = /^(.*?)\s*<(.+)>$/.exec(sender) ?? []
  return {
    async send({ fromName, ...mail }) {
      const headers = idHeader === undefined ? mail.headers : { ...mail.headers, [idHeader]: mail.messageId }
      const traced: Traced = {}
      const whole = { ...mail, ...(headers && { headers }), from: { name: fromName ?? name, address }, traced }
      await transport.sendMail(whole).catch((error: unknown) => {
        throw Object.assign(error instanceof Error ? error : new Error(String(error)), {
          begun: traced.stream?.readableDidRead === true,
        })
      })
    },
    close: () => {
      transport.close()
    },
  }
}

type Traced = { stream?: Readable }
type Message = { createReadStream: () => Readable }

// The stream of a mail is read once the server has asked for the mail itself. What nodemailer says of a broken line is the
// same before and after, and a mail that was under way may have arrived.
function trace(mail: { data: object; message: object }, done: () => void): void {
  const { traced } = mail.data as { traced?: Traced }
  const message = mail.message as Message
  const make = message.createReadStream.bind(message)
  message.createReadStream = () => {
    const stream = make()
    if (traced !== undefined) traced.stream = stream
    return stream
  }
  done()
}

export type MailFailure = {
  /**
   * `refused`: the server said no to this mail for good. `later`: it said not now. `offline`: it was never reached, or
   * takes no mails from us, as with a wrong password: our problem and nobody's refusal. `unclear`: the connection broke
   * while the mail was on its way, so it may have arrived.
   */
  kind: 'refused' | 'later' | 'offline' | 'unclear'
  reason: string
}

type SmtpError = {
  message?: string
  response?: string
  responseCode?: number
  command?: string
  code?: string
  /** The server had begun to read the mail. */
  begun?: boolean
}

/** What a failed `send` means, and whether the server can have taken the mail. */
export function judgeMailFailure(error: unknown): MailFailure {
  const { message, response, responseCode, command, code, begun }: SmtpError = error instanceof Error ? error : {}
  const reason = (response ?? message ?? 'unknown').replace(/\s+/g, ' ').slice(0, 500)
  if (code === 'EENVELOPE' && responseCode === undefined) return { kind: 'refused', reason }
  if (begun === true && responseCode === undefined) return { kind: 'unclear', reason }
  if (code === 'EAUTH' || code === 'EDNS' || isBeforeRecipient(command)) return { kind: 'offline', reason }
  if (responseCode !== undefined) return { kind: responseCode >= 500 ? 'refused' : 'later', reason }
  return { kind: 'unclear', reason }
}

// What is refused before the recipient was named is refused to us: connection, greeting, encryption, log-in, sender.
function isBeforeRecipient(command: string | undefined): boolean {
  return /^(CONN|EHLO|HELO|LHLO|STARTTLS|AUTH|MAIL FROM)/.test(command ?? '')
}
