export { CustomerRequests } from './customer-requests.tsx'
export { RequestPage } from './request-page.tsx'
export { RequestsInbox } from './requests-inbox.tsx'
