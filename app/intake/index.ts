export type { Person, PrivacyTold } from './privacy-told.ts'
export type { ImportProgressView, StepView } from './history/progress.ts'
