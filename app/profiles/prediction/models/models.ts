import { bgNbd } from './bg-nbd.ts'
import { mbgNbd } from './mbg-nbd.ts'
import type { Model, ModelName } from './model.ts'
import { nbd } from './nbd.ts'
import { paretoNbd } from './pareto-nbd.ts'

/** Every model by its name, so that a stored law can be read back. */
export const models: Record<ModelName, Model> = { bgNbd, mbgNbd, paretoNbd, nbd }
