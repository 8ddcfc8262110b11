export { CampaignEditor } from './campaign-editor.tsx'
export { CampaignList } from './campaign-list.tsx'
export { CampaignResultPage } from './campaign-result.tsx'
export { MailDesignPage } from './mail-design-page.tsx'
