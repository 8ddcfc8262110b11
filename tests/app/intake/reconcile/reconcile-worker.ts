import { recordConsent } from '../../../../app/consent/index.server.ts'
import { declaredWebhooks, openIntake } from '../../../../app/intake/index.server.ts'
import { fromPayload } from '../../../../app/kernel/index.ts'
import { openPrivacy } from '../../../../app/privacy/index.server.ts'
import { openAdminApi, openDatabase, openLogger, shopFetch } from '../../../../app/platform/index.server.ts'

/** A worker process of its own that a test can kill: compares one shop, with the parts given as JSON. */
const given = JSON.parse(process.argv[2] ?? '{}') as {
  databaseUrl: string
  origin: string
  domain: string
  accessToken: string
  aheadMs: number
  shopId: number
}
const { databaseUrl, origin, domain, accessToken, aheadMs, shopId } = given
const fetchShop = shopFetch(origin)
const db = openDatabase(databaseUrl, 3)
const now = () => new Date(Date.now() + aheadMs)
const intake = openIntake({
  db,
  adminFor: () => Promise.resolve(openAdminApi({ domain, accessToken, fetch: fetchShop })),
  fetchShop,
  secret: '',
  webhookUrl: origin,
  declared: declaredWebhooks(),
  wantedScopes: '',
  recordConsent,
  honourPrivacy: openPrivacy({ db, now }).honour,
  now,
  logger: openLogger('silent', 'test'),
})
await intake.reconcile(fromPayload('reconciliation-due', { shopId, scope: 'recent' }))
