export { leaving, regulars, rfmGroups, type RfmGroup } from './rfm.ts'
