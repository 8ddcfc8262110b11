export { defaultMessages } from './default-messages.ts'
export type { Campaign, CampaignStatus, Draft } from './campaign.ts'
