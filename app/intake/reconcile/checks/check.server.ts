import type { AdminApi } from '../../../platform/index.server.ts'
import type { IntakeParts } from '../../parts.server.ts'
import type { CheckName } from '../checked-kinds.ts'
import type { Run } from '../run.server.ts'

/** What one look at the shop is about: what changed from then until then, or everything there is where `from` is null. */
export type Look = {
  parts: IntakeParts
  admin: AdminApi
  run: Run
  from: Date | null
  until: Date
  /** Nothing of this kind was looked at before. */
  first: boolean
}

/** One kind of thing that is compared with the shop in its own way. */
export type Check = {
  name: CheckName
  /** Whether everything can be asked for at night; of others only the changes. */
  whole: boolean
  /** Whether there was an import of it; else the first look is at everything. */
  imported: boolean
  /**
   * Compares, and puts right what differs. What cannot be read is noted in the run.
   * @returns whether everything that changed until then was seen
   */
  look: (look: Look) => Promise<boolean>
}
