export type { Definition, Step, StepKind, TriggerKind } from './definition.ts'
