export { offerOf } from './offer.server.ts'
export { openCampaigns } from './open.server.ts'
export { mailsTimeline, redemptionsTimeline } from './timeline.server.ts'
