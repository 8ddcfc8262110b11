/** What was done about a person's data. */
export type Act = 'data-collected' | 'data-handed-over' | 'customer-forgotten' | 'shop-forgotten'

/** One act as the log shows it; moments are ISO 8601. */
export type AuditView = { id: string; act: Act; rows: number; askedAt: string; doneAt: string }
