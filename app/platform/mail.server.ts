import nodemailer from 'nodemailer'

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
  /** Hands the mail to the server. @throws where the server refuses or cannot be reached */
  send(mail: Mail): Promise<void>
  close(): void
}

/** Opens a pooled SMTP connection; `sender` is `Name <address>` or a bare address. */
export function openMailer(url: string, sender: string): Mailer {
  const transport = nodemailer.createTransport({ url, pool: true, maxConnections: 4 } as nodemailer.TransportOptions)
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
