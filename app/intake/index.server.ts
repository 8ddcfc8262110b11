export { openIntake } from './open.server.ts'
export { isComplete } from './history/complete.server.ts'
export { progressOf } from './history/progress.server.ts'
export type { HonourPrivacy, IntakeParts, RecordConsent } from './parts.server.ts'
