export { UnsubscribePageView } from './unsubscribe-page.tsx'
