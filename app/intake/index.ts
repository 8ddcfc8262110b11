export type { ImportProgressView, StepView } from './history/progress.ts'
