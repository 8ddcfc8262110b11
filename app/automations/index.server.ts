export { openAutomations } from './open.server.ts'
