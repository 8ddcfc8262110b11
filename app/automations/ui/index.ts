export { AutomationList } from './automation-list.tsx'
export { AutomationPage } from './automation-page.tsx'
