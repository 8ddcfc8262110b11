export { type ImportProgressView, type StepView } from './history/progress.ts'
export { ImportProgress } from './ui/import-progress.tsx'
