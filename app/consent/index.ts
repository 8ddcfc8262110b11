export type { ConsentEvent, ConsentState } from './consent.ts'
export { UnsubscribePageView } from './ui/unsubscribe-page.tsx'
