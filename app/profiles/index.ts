export { readCustomerQuery, type CustomerQuery } from './customer-query.ts'
export { leaving, regulars, rfmGroups, type RfmGroup } from './rfm.ts'
export { readTimelinePlace } from './timeline.ts'
