export { openIntake } from './open.server.ts'
export { progressOf } from './history/progress.server.ts'
export type { IntakeParts, RecordConsent } from './parts.server.ts'
