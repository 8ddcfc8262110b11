import { broughtByAutomations } from '../campaigns/index.server.ts'
import type { AutomationId, Shop } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'

/** One step that somebody went; times ISO 8601. Outcome null: under way. */
export type PathStep = { step: string; kind: string; outcome: string | null; detail: string | null; at: string }

export type RunLine = {
  id: string
  customerId: string
  name: string
  about: string
  version: number
  status: 'active' | 'ended'
  reason: string | null
  wakeAt: string | null
  startedAt: string
  path: PathStep[]
}

export type VersionLine = { version: number; createdAt: string; underWay: number }

export type AutomationDetails = {
  runs: RunLine[]
  total: number
  versions: VersionLine[]
  reasons: { reason: string; people: number }[]
  sent: number
  redeemed: number
  netMinor: number
}

const SHOWN = 50

/** Who is and was under way, those first, with the path of each; the versions; and what it has brought. */
export async function readDetails(db: Database, shop: Shop, id: AutomationId): Promise<AutomationDetails> {
  const [rows, versions, reasons, brought] = await Promise.all([
    readRuns(db, shop, id),
    readVersions(db, shop, id),
    readReasons(db, shop, id),
    broughtByAutomations(db, shop),
  ])
  const { sent = 0, redeemed = 0, netMinor = 0 } = brought.find((one) => one.automationId === id) ?? {}
  const total = reasons.reduce((sum, { people }) => sum + people, 0)
  return { runs: await withPaths(db, shop, rows), total, versions, reasons, sent, redeemed, netMinor }
}

type Row = Omit<RunLine, 'customerId' | 'wakeAt' | 'startedAt' | 'path'> & {
  customerId: bigint
  wakeAt: Date | null
  startedAt: Date
}

async function readRuns(db: Database, shop: Shop, id: AutomationId): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    select r.id, r.customer_id as "customerId", r.version, r.status, r.reason, r.wake_at as "wakeAt",
           r.started_at as "startedAt", r.subject ->> 'title' as about,
           coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, '') as name
      from automation_run r
      left join customer c on c.shop_id = r.shop_id and c.id = r.customer_id
     where r.shop_id = ${shop.id} and r.automation_id = ${id}::uuid
     order by (r.status = 'ended'), r.started_at desc, r.id limit ${SHOWN}`
}

async function withPaths(db: Database, shop: Shop, rows: Row[]): Promise<RunLine[]> {
  const logs = await db.automationStepLog.findMany({
    where: { shopId: shop.id, runId: { in: rows.map(({ id }) => id) } },
    orderBy: { position: 'asc' },
  })
  return rows.map((row) => ({
    ...row,
    customerId: String(row.customerId),
    wakeAt: row.wakeAt?.toISOString() ?? null,
    startedAt: row.startedAt.toISOString(),
    path: logs
      .filter(({ runId }) => runId === row.id)
      .map(({ step, kind, outcome, detail, settledAt, claimedAt }) => ({
        ...{ step, kind, outcome, detail },
        at: (settledAt ?? claimedAt).toISOString(),
      })),
  }))
}

async function readVersions(db: Database, shop: Shop, id: AutomationId): Promise<VersionLine[]> {
  const rows = await db.$queryRaw<{ version: number; createdAt: Date; underWay: number }[]>`
    select v.version, v.created_at as "createdAt",
           (select count(*)::int from automation_run r
             where r.shop_id = v.shop_id and r.automation_id = v.automation_id and r.version = v.version
               and r.status = 'active') as "underWay"
      from automation_version v
     where v.shop_id = ${shop.id} and v.automation_id = ${id}::uuid
     order by v.version desc limit 20`
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
}

async function readReasons(db: Database, shop: Shop, id: AutomationId): Promise<{ reason: string; people: number }[]> {
  return db.$queryRaw`
    select coalesce(reason, 'under-way') as reason, count(*)::int as people
      from automation_run where shop_id = ${shop.id} and automation_id = ${id}::uuid
     group by 1 order by 2 desc, 1`
}
