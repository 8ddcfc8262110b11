export { ConsentCard } from './consent-card.tsx'
export { UnsubscribePageView } from './unsubscribe-page.tsx'
