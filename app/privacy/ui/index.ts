export { PrivacyPage } from './privacy-page.tsx'
export { ReportPage } from './report-page.tsx'
