export { ImportPage } from './import-page.tsx'
export { ImportProgress } from './import-progress.tsx'
