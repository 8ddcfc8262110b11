import { createHash, timingSafeEqual } from 'node:crypto'
import type { Database } from '../../platform/index.server.ts'
import { readMailboxReport } from './mailbox-report.server.ts'
import { readMailgun } from './mailgun.server.ts'
import { readPostmark } from './postmark.server.ts'
import { recordReports } from './record-reports.server.ts'
import type { MailReport } from './report.ts'
import { readSes } from './ses.server.ts'

/** What a provider's reports are known by; null where the shop's server does not use it. */
export type FeedbackKeys = {
  sesTopicArn: string | null
  mailgunSigningKey: string | null
  /** In the address that Postmark, or the mail server with its reports, posts to: Basic authentication. */
  password: string | null
}

const LARGEST = 1_000_000

/** Takes a report of a provider (`ses`, `mailgun`, `postmark`) or a mail server (`mailbox`); 403 for whoever is not it. */
export async function receiveFeedback(
  { db, keys, fetchUrl }: { db: Database; keys: FeedbackKeys; fetchUrl: typeof fetch },
  provider: string,
  request: Request,
): Promise<Response> {
  const body = await request.text()
  if (body.length > LARGEST) return new Response(null, { status: 413 })
  const reports = await read(provider, body, request).catch((error: unknown) => {
    if (error instanceof SyntaxError) return 'malformed' as const
    throw error
  })
  if (reports === 'unknown') return new Response(null, { status: 404 })
  if (reports === 'malformed') return new Response(null, { status: 400 })
  if (reports === 'forged') return new Response(null, { status: 403 })
  await recordReports(db, reports ?? [])
  return new Response(null, { status: 200 })

  function read(from: string, text: string, asked: Request): Promise<MailReport[] | 'forged' | 'unknown' | null> {
    const { sesTopicArn, mailgunSigningKey } = keys
    if (from === 'ses') return sesTopicArn === null ? unknown() : readSes(text, { topicArn: sesTopicArn, fetchUrl })
    if (from === 'mailgun')
      return mailgunSigningKey === null ? unknown() : inTime(() => readMailgun(text, mailgunSigningKey))
    if (from !== 'postmark' && from !== 'mailbox') return unknown()
    if (keys.password === null) return unknown()
    if (!hasPassword(asked, keys.password)) return Promise.resolve('forged')
    return from === 'postmark' ? inTime(() => readPostmark(text)) : readMailboxReport(text)
  }
}

function unknown() {
  return Promise.resolve('unknown' as const)
}

// A throw becomes a rejection.
async function inTime<Result>(work: () => Result): Promise<Result> {
  return Promise.resolve().then(work)
}

function hasPassword(request: Request, password: string): boolean {
  const [, encoded = ''] = /^Basic (.+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  const given = Buffer.from(encoded, 'base64')
    .toString()
    .replace(/^[^:]*:/, '')
  return timingSafeEqual(digest(given), digest(password))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
