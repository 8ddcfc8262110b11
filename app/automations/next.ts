import type { Definition, Step } from './definition.ts'

/** The step of that id; null where the definition has none. */
export function stepOf({ steps }: Pick<Definition, 'steps'>, id: string | null): Step | null {
  return steps.find((step) => step.id === id) ?? null
}

/** Where an outcome leads: to a step, or to the end. A failure that no edge names goes on like a success. */
export function next(definition: Pick<Definition, 'steps'>, id: string, outcome: string): Step | null {
  const edges = stepOf(definition, id)?.edges ?? {}
  const to = outcome in edges ? edges[outcome] : edges.next
  return stepOf(definition, to ?? null)
}
