export type { Person, PrivacyTold } from './privacy-told.ts'
export type { ImportProgressView, StepView } from './history/progress.ts'
export { readDeliveryQuery } from './receipt/delivery-query.ts'
export { judge, type Judgement, type Standing } from './receipt/judgement.ts'
