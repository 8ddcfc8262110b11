export { readCustomerQuery, type CustomerQuery } from './customer-query.ts'
export { readTimelinePlace } from './timeline.ts'
