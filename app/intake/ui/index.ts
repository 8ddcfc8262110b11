export { ImportProgress } from './import-progress.tsx'
