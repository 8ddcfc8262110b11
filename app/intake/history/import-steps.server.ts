import type { FactOf, ImportId, ShopId } from '../../kernel/index.ts'
import type { IntakeParts } from '../parts.server.ts'
import type { ImportKindName } from './import-kind-names.ts'

/** One step of an import, and how much of its file lies behind. */
export type Step = {
  shopId: ShopId
  importId: ImportId
  kind: ImportKindName
  status: string
  bulkOperationId: string | null
  exports: number
  breaks: number
  done: number
  bytes: bigint
  lines: number
}

type Whose = Pick<FactOf<'import-continues'>, 'shopId' | 'importId'>

export const ENDED = ['done', 'failed', 'canceled']

export async function unfinishedSteps({ db }: Pick<IntakeParts, 'db'>, { shopId, importId }: Whose): Promise<Step[]> {
  const rows = await db.importStep.findMany({
    where: { shopId, importId, status: { notIn: ENDED } },
    orderBy: { position: 'asc' },
  })
  return rows as unknown as Step[]
}

type Change = {
  status?: string
  problem?: string | null
  bulkOperationId?: string | null
  exports?: number
  total?: number | null
  done?: number
  bytes?: bigint
  lines?: number
  breaks?: number
  readingSince?: Date | null
  readingFrom?: number
}

/** Writes down how a step stands. @returns false where the step has ended meanwhile, and stays as it is */
export async function updateStep(
  { db, now }: Pick<IntakeParts, 'db' | 'now'>,
  { shopId, importId, kind }: Pick<Step, 'shopId' | 'importId' | 'kind'>,
  change: Change,
): Promise<boolean> {
  const { count } = await db.importStep.updateMany({
    where: { shopId, importId, kind, status: { notIn: ENDED } },
    data: { ...change, updatedAt: now() },
  })
  return count > 0
}
