export { offerOf } from './offer.server.ts'
export { openCampaigns } from './open.server.ts'
export { timelineOf } from './timeline.server.ts'
