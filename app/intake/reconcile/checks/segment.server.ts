import { idFromGid, type NativeSegmentId } from '../../../kernel/index.ts'
import { nativeSegmentFromWebhook } from '../../../ledger/index.ts'
import { deleteNativeSegment, recordNativeSegment } from '../../../ledger/index.server.ts'
import { askPages, PAGE_INFO, type Answer } from './ask-pages.server.ts'
import type { Check, Look } from './check.server.ts'
import { mendFound, readEach, type Found } from './mend-found.server.ts'

// A shop has few, and Shopify cannot search them by their last edit: so all of them are read every time.
const LIST = `query ReconcileSegments($after: String) {
  page: segments(first: 250, after: $after, sortKey: ID) { nodes { id name query creationDate lastEditDate } ${PAGE_INFO} }
}`

export const segment: Check = {
  name: 'segment',
  whole: true,
  imported: false,
  async look(look) {
    const { parts, admin, run, until } = look
    const askedAt = parts.now()
    const seen = new Set<bigint>()
    for await (const { nodes, toldAt } of askPages(admin, LIST, {}, parts.now)) {
      for (const { id } of nodes) seen.add(idFromGid('Segment', String(id)))
      const told = readEach(run, nodes, (node) => nativeSegmentFromWebhook(asWebhook(node), toldAt))
      await mendFound(
        look,
        await differing(
          look,
          told.filter(({ updatedAt }) => updatedAt < until),
        ),
      )
    }
    const living = { shopId: run.shop.id, deletedAt: null, toldAt: { lt: askedAt } }
    const held = await parts.db.nativeSegment.findMany({ where: living, select: { id: true } })
    const gone = held.flatMap(({ id }) => (seen.has(id) ? [] : [id as NativeSegmentId]))
    await mendFound(
      look,
      gone.map((id): Found => {
        const write: Found['write'] = (tx) => deleteNativeSegment(tx, run.shop, id, askedAt)
        return { subject: 'segment', id: String(id), difference: 'gone', write }
      }),
    )
    return true
  },
}

type Told = ReturnType<typeof nativeSegmentFromWebhook>

async function differing({ parts, run: { shop } }: Look, told: Told[]): Promise<Found[]> {
  const ids = told.map(({ id }) => id)
  const held = await parts.db.nativeSegment.findMany({ where: { shopId: shop.id, id: { in: ids } } })
  return told.flatMap((one): Found[] => {
    const row = held.find(({ id }) => id === one.id)
    if (row?.deletedAt || (row && row.name === one.name && row.query === one.query)) return []
    const difference = row === undefined ? 'missing' : 'outdated'
    return [{ subject: 'segment', id: String(one.id), difference, write: (tx) => recordNativeSegment(tx, shop, one) }]
  })
}

function asWebhook({ id, ...node }: Answer): Answer {
  return { ...node, id: idFromGid('Segment', String(id)) }
}
