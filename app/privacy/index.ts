export type { AuditView } from './audit.ts'
export type { DataRequestRow } from './data-request.ts'
export type { Report } from './report.ts'
