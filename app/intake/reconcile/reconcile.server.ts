import type { FactOf } from '../../kernel/index.ts'
import { MalformedBody } from '../../ledger/index.ts'
import { installedShop, ShopRejected } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { compareDaily } from './daily.server.ts'
import { completeImportOf } from './import-done.server.ts'
import { compareRecent } from './recent.server.ts'
import { beginRun, finishRun, noteProblem, type Run } from './run.server.ts'
import { restoreSubscriptions } from './subscriptions.server.ts'

/**
 * Compares the ledger with the shop, puts right what differs and writes down what it put right. A shop that is not
 * installed, or whose history is not imported yet, is left alone. What breaks off keeps its reason and is continued: by
 * the next attempt of the job, or where Shopify said no, in the next hour.
 */
export async function reconcile(parts: IntakeParts, fact: FactOf<'reconciliation-due'>): Promise<void> {
  const { db, now } = parts
  const shop = await installedShop(db, { id: fact.shopId })
  const since = shop === null ? null : await completeImportOf(db, shop)
  if (shop === null || since === null) return
  const run = await beginRun(db, shop, fact.scope, since, now())
  try {
    await compare(parts, run, since)
  } catch (error) {
    await noteProblem(db, run, error instanceof Error ? error.message.slice(0, 500) : String(error))
    if (!(error instanceof ShopRejected || error instanceof MalformedBody)) throw error
  }
}

async function compare(parts: IntakeParts, run: Run, since: Date): Promise<void> {
  const admin = await parts.adminFor(run.shop.domain)
  const done =
    run.scope === 'recent'
      ? { completeTo: await compareRecent(parts, admin, run, since) }
      : { compared: await compareDaily(parts, admin, run) }
  const refused = await restoreSubscriptions(parts, admin, run)
  const problem = problemOf(run, refused)
  await finishRun(parts.db, run, { ...done, problem }, parts.now())
}

// The same object may have been asked for twice.
function problemOf({ skipped }: Run, refused: string | null): string | null {
  const problems = [...new Set(skipped), ...(refused === null ? [] : [refused])]
  return problems.length === 0 ? null : problems.join('; ').slice(0, 500)
}
