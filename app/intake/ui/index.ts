export { ImportProgress } from './import-progress.tsx'
export { DeliveryPage } from './delivery-page.tsx'
export { ReceiptPage } from './receipt-page.tsx'
export { SyncLine, SyncWarning } from './sync-notice.tsx'
