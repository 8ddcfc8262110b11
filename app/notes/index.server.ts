export { openNotes } from './open.server.ts'
export { addTask } from './write-task.server.ts'
export { timelineOf } from './timeline.server.ts'
