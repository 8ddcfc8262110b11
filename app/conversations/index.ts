export type { QuestionProblems } from './question.ts'
