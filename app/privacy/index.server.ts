export { openPrivacy } from './open.server.ts'
