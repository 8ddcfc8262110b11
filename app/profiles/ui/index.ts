export { CustomerList } from './customer-list.tsx'
export { CustomerProfile } from './customer-profile.tsx'
export { GroupBadge } from './group-badge.tsx'
export { RfmSettingPage } from './rfm-setting.tsx'
