import { createHmac } from 'node:crypto'
import { recordConsent } from '../../../app/consent/index.server.ts'
import { declaredWebhooks, openIntake, type IntakeParts } from '../../../app/intake/index.server.ts'
import { fromPayload, type FactKind } from '../../../app/kernel/index.ts'
import { openPrivacy } from '../../../app/privacy/index.server.ts'
import { openLogger, type Database } from '../../../app/platform/index.server.ts'

export const SECRET = 'shpss_test'

/** The room on a real database; no shop is reachable unless a test says how. */
export function intakeOn(db: Database, parts: Partial<IntakeParts> = {}) {
  return openIntake({
    db,
    adminFor: (domain) => Promise.reject(new Error(`no Admin API of ${domain} in this test`)),
    fetchShop: fetch,
    secret: SECRET,
    webhookUrl: 'http://127.0.0.1/webhooks',
    declared: declaredWebhooks(),
    wantedScopes: '',
    recordConsent,
    honourPrivacy: openPrivacy({ db, now: () => new Date() }).honour,
    now: () => new Date(),
    logger: openLogger('silent', 'test'),
    ...parts,
  })
}

type Sent = {
  domain?: string
  topic: string
  body: string
  eventId?: string
  triggeredAt?: Date
  headers?: Record<string, string | null>
}

let events = 0

/** A webhook as Shopify sends it, signed; a header given as null is left out. */
export function webhook({
  domain = 'handelblitz.myshopify.com',
  topic,
  body,
  eventId,
  triggeredAt,
  headers = {},
}: Sent): Request {
  events += 1
  const all = {
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
    'x-shopify-shop-domain': domain,
    'x-shopify-api-version': '2026-10',
    'x-shopify-webhook-id': `webhook-${String(events)}`,
    'x-shopify-event-id': eventId ?? `event-${String(events)}`,
    'x-shopify-triggered-at': (triggeredAt ?? new Date()).toISOString(),
    ...headers,
  }
  const given = Object.entries<string | null>(all).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  )
  return new Request('http://127.0.0.1/webhooks', {
    method: 'POST',
    body,
    headers: new Headers(given.map(([name, value]): [string, string] => [name, value])),
  })
}

/** Takes the waiting facts out of the queue and hands them to the reactions that a test is about. */
export async function workOff(
  db: Database,
  reactions: Partial<Record<FactKind, (fact: never) => Promise<void>>>,
): Promise<string[]> {
  const worked: string[] = []
  for (;;) {
    const [job] = await db.$queryRaw<{ kind: FactKind; payload: unknown }[]>`
      with next as (select id from graphile_worker._private_jobs order by id limit 1),
           gone as (delete from graphile_worker._private_jobs j using next where j.id = next.id returning j.payload, j.task_id)
      select t.identifier as kind, gone.payload from gone join graphile_worker._private_tasks t on t.id = gone.task_id`
    if (job === undefined) return worked
    worked.push(job.kind)
    await reactions[job.kind]?.(fromPayload(job.kind, job.payload) as never)
  }
}
