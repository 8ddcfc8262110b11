export type { Campaign, CampaignStatus, Draft } from './campaign.ts'
export { defaultMessages } from './default-messages.ts'
export { readRecipientView } from './fate.ts'
