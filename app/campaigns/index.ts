export type { Campaign, CampaignStatus, Draft, LiveOffer } from './campaign.ts'
export { defaultMessages } from './default-messages.ts'
export { readRecipientView } from './fate.ts'
