export { type ImportProgressView, type StepView } from './history/progress.ts'
