/** What a mail server or a mailbox provider told about a mail of ours. */
export type MailReport = {
  /** `bounced`: this address takes no mail, ever. `put-off`: it took none this time. `complained`: its owner called it spam. */
  kind: 'bounced' | 'put-off' | 'complained'
  email: string
  /** Our Message-ID with its angle brackets, where the report names it. */
  messageId: string | null
  at: Date
  /** The server's own words, shortened. */
  detail: string
}

/** Puts a Message-ID into the form in which we keep it. */
export function messageIdIn(text: string | null | undefined): string | null {
  const id = /<?([^<>\s]+@[^<>\s]+)>?/.exec(text ?? '')?.[1]
  return id === undefined ? null : `<${id}>`
}

/** A reason short enough to keep. */
export function shortened(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim().slice(0, 500)
}
