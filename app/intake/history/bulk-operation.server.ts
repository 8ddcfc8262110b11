import { z } from 'zod'
import type { AdminApi } from '../../platform/index.server.ts'

export type Started = { outcome: 'started'; id: string } | { outcome: 'busy' } | { outcome: 'refused'; problem: string }

/** Asks Shopify to export what the query names. Busy means that five exports of ours are running already. */
export async function startExport(admin: AdminApi, query: string): Promise<Started> {
  const { bulkOperationRunQuery: answer } = started.parse(await admin.run(RUN, { query }))
  const errors = answer.userErrors
  if (errors.some(({ code }) => code === 'OPERATION_IN_PROGRESS' || code === 'LIMIT_REACHED'))
    return { outcome: 'busy' }
  if (answer.bulkOperation === null || errors.length > 0) {
    return {
      outcome: 'refused',
      problem: errors.map(({ message }) => message).join('; ') || 'no operation was started',
    }
  }
  return { outcome: 'started', id: answer.bulkOperation.id }
}

const RUN = `#graphql
  mutation StartExport($query: String!) {
    bulkOperationRunQuery(query: $query) { bulkOperation { id } userErrors { field message code } }
  }`

const started = z.object({
  bulkOperationRunQuery: z.object({
    bulkOperation: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(z.object({ message: z.string(), code: z.string().nullish() })),
  }),
})

export type Export = {
  status: string
  errorCode: string | null
  createdAt: Date
  /** Lines in the file. */
  objects: number
  /** Lines in the file that are no children. */
  roots: number
  /** null where nothing was found to export, or the export failed. */
  url: string | null
  /** What there is of a failed export. */
  partialDataUrl: string | null
}

/** How far an export is; null where Shopify does not know it any more. */
export async function exportOf(admin: AdminApi, id: string): Promise<Export | null> {
  return found.parse(await admin.run(FIND, { id })).bulkOperation
}

const FIND = `#graphql
  query ExportProgress($id: ID!) {
    bulkOperation(id: $id) { status errorCode createdAt objectCount rootObjectCount url partialDataUrl }
  }`

const found = z.object({
  bulkOperation: z
    .object({
      status: z.string(),
      errorCode: z.string().nullable(),
      createdAt: z.iso.datetime({ offset: true }),
      objectCount: z.coerce.number(),
      rootObjectCount: z.coerce.number(),
      url: z.string().nullable(),
      partialDataUrl: z.string().nullable(),
    })
    .nullable()
    .transform((operation): Export | null =>
      operation === null
        ? null
        : {
            status: operation.status,
            errorCode: operation.errorCode,
            createdAt: new Date(operation.createdAt),
            objects: operation.objectCount,
            roots: operation.rootObjectCount,
            url: operation.url,
            partialDataUrl: operation.partialDataUrl,
          },
    ),
})

/** Asks Shopify to stop an export; it does so in a moment, and not where it has ended already. */
export async function cancelExport(admin: AdminApi, id: string): Promise<void> {
  await admin.run(CANCEL, { id })
}

const CANCEL = `#graphql
  mutation CancelExport($id: ID!) {
    bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { field message } }
  }`
