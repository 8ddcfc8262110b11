import type { ImportId, ShopId } from '../../../app/kernel/index.ts'
import { openAdminApi, openDatabase, shopFetch } from '../../../app/platform/index.server.ts'
import { intakeOn } from './support.ts'

/** A process of its own that a test can kill: takes an import as far as it goes, again and again. */
const given = JSON.parse(process.argv[2] ?? '{}') as {
  databaseUrl: string
  origin: string
  domain: string
  accessToken: string
  shopId: ShopId
  importId: ImportId
}
const { domain, accessToken, shopId, importId } = given
const fetchShop = shopFetch(given.origin)
const admin = openAdminApi({ domain, accessToken, fetch: fetchShop })
const db = openDatabase(given.databaseUrl, 5)
const intake = intakeOn(db, { adminFor: () => Promise.resolve(admin), fetchShop })
for (;;) await intake.continueImport({ kind: 'import-continues', shopId, importId })
