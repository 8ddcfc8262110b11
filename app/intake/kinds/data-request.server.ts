import type { Kind } from './kind.server.ts'

/** A person wants to see what is held about them. The law gives thirty days; the request stays open until it is answered. */
export const dataRequest: Kind = {
  topics: ['customers/data_request'],
  afterUninstall: true,
  apply: () =>
    Promise.resolve({
      outcome: 'waiting',
      reason: 'must be answered by a person: the export is not built yet',
      customerIds: [],
    }),
}
