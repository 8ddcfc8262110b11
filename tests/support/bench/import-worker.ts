import { openPrivacy } from '../../../app/privacy/index.server.ts'
import { recordConsent } from '../../../app/consent/index.server.ts'
import { readExport } from '../../../app/intake/history/read-export.server.ts'
import { openLogger, openDatabase } from '../../../app/platform/index.server.ts'
import type { ImportId, Shop } from '../../../app/kernel/index.ts'
import type { ExportFiles } from './export-files.ts'

const given = JSON.parse(process.argv[2] ?? '{}') as {
  databaseUrl: string
  origin: string
  shop: Shop
  importId: ImportId
  files: ExportFiles
}
const { shop, importId } = given
const db = openDatabase(given.databaseUrl, 5)
const refused = () => Promise.reject(new Error('no Admin API here'))
const parts = {
  db,
  adminFor: refused,
  fetchShop: fetch,
  secret: '',
  webhookUrl: '',
  declared: { apiVersion: '', subscriptions: [] },
  wantedScopes: '',
  recordConsent,
  honourPrivacy: openPrivacy({ db, now: () => new Date() }).honour,
  now: () => new Date(),
  logger: openLogger('warn', 'bench'),
}
const cpu = process.cpuUsage()
const seconds: Record<string, number> = {}
for (const kind of ['customers', 'orders'] as const) {
  const { file, objects, roots } = given.files[kind]
  const begin = performance.now()
  const url = `${given.origin}/${file.split('/').at(-1) ?? ''}`
  const place = { done: 0, bytes: 0n, lines: 0, exports: 1, breaks: 0 }
  const step = { shopId: shop.id, importId, kind, status: 'reading', bulkOperationId: null, ...place }
  const read = await readExport(parts, shop, step, { url, toldAt: new Date(), lines: objects })
  if (read.outcome !== 'complete' || read.done !== roots) throw new Error(`${kind}: ${JSON.stringify(read)}`)
  seconds[kind] = (performance.now() - begin) / 1000
}
const rss = process.resourceUsage().maxRSS / 1024
await db.$disconnect()
const used = process.cpuUsage(cpu)
process.stdout.write(
  `${JSON.stringify({ seconds, cpuSeconds: (used.user + used.system) / 1e6, peakRssMiB: Math.round(rss) })}\n`,
)
