export { readCustomerQuery, type CustomerQuery } from './customer-query.ts'
export { readTimelineAsk, type TimelineAsk } from './timeline.ts'
