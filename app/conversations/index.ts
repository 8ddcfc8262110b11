export type { Question, QuestionProblems } from './question.ts'
export type { RequestView } from './request-view.ts'
