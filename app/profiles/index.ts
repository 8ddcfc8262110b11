export { readCustomerQuery, type CustomerQuery } from './customer-query.ts'
export * as prediction from './prediction/index.ts'
export { readTimelinePlace } from './timeline.ts'
