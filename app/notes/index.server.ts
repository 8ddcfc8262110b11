export { openNotes } from './open.server.ts'
export { timelineOf } from './timeline.server.ts'
