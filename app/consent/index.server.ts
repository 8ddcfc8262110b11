export { consentOf, recordConsent } from './consent.server.ts'
export { consentsSql, hasAddressSql, isSuppressedSql, mayEmailSql } from './may-email.server.ts'
export { timelineOf } from './timeline.server.ts'
