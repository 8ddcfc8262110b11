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

/** Opens a pooled SMTP connection; `sender` is `Name <address>` or a bare address. */
export function openMailer(url: string, sender: string): Mailer {
  const transport = createTransport({ url, pool: true, maxConnections: 4, ...TIMEOUTS })
  const [, name = '', address = sender] = /^(.*?)\s*<(.+)>$/.exec(sender) ?? []
  return {
    async send({ fromName, ...mail }) {
      await transport.sendMail({ ...mail, from: { name: fromName ?? name, address } })
    },
    close: () => {
      transport.close()
    },
  }
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

type SmtpError = { message?: string; response?: string; responseCode?: number; command?: string; code?: string }

/** What a failed `send` means, and whether the server can have taken the mail. */
export function judgeMailFailure(error: unknown): MailFailure {
  const { message, response, responseCode, command, code }: SmtpError = error instanceof Error ? error : {}
  const reason = (response ?? message ?? 'unknown').replace(/\s+/g, ' ').slice(0, 500)
  if (code === 'EENVELOPE' && responseCode === undefined) return { kind: 'refused', reason }
  if (code === 'EAUTH' || code === 'EDNS' || isBeforeRecipient(command)) return { kind: 'offline', reason }
  if (responseCode !== undefined) return { kind: responseCode >= 500 ? 'refused' : 'later', reason }
  return { kind: 'unclear', reason }
}

// What is refused before the recipient was named is refused to us: connection, greeting, encryption, log-in, sender.
function isBeforeRecipient(command: string | undefined): boolean {
  return /^(CONN|EHLO|HELO|LHLO|STARTTLS|AUTH|MAIL FROM)/.test(command ?? '')
}
