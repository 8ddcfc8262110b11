import type { Definition, Step, StepKind } from './definition.ts'

/** The definition with one step changed. */
export function withStep(definition: Definition, changed: Step): Definition {
  return { ...definition, steps: definition.steps.map((step) => (step.id === changed.id ? changed : step)) }
}

/** Puts a step where an outcome of another leads; what came there comes after it. `after` null: at the beginning. */
export function addStep(
  definition: Definition,
  { after, outcome, step }: { after: string | null; outcome: string; step: Step },
): Definition {
  const edges = after === null ? { [outcome]: definition.first } : edgesOf(definition, after)
  const former = (outcome in edges ? edges[outcome] : edges.next) ?? null
  const added: Step = { ...step, edges: { ...step.edges, next: former } }
  if (after === null) return { ...definition, first: added.id, steps: [added, ...definition.steps] }
  const steps = definition.steps.map((one) =>
    one.id === after ? { ...one, edges: { ...one.edges, [outcome]: added.id } } : one,
  )
  return { ...definition, steps: [...steps, added] }
}

/** Takes a step out: what led to it leads on to what came after it. What nobody reaches any more goes too. */
export function removeStep(definition: Definition, id: string): Definition {
  const { next = null, yes = null, a = null } = edgesOf(definition, id)
  const after = next ?? yes ?? a
  const lead = (to: string | null | undefined) => (to === id ? after : (to ?? null))
  const first = lead(definition.first) ?? ''
  const steps = definition.steps
    .filter((step) => step.id !== id)
    .map((step) => ({
      ...step,
      edges: Object.fromEntries(Object.entries(step.edges).map(([outcome, to]) => [outcome, lead(to)])),
    }))
  return withoutLost({ ...definition, first, steps })
}

/** A new step of a kind, with an id that the definition has not used. */
export function newStep(definition: Definition, kind: StepKind): Step {
  const taken = new Set(definition.steps.map(({ id }) => id))
  let number = 1
  while (taken.has(`${kind}-${String(number)}`)) number += 1
  const step = { id: `${kind}-${String(number)}`, edges: {} }
  switch (kind) {
    case 'wait':
      return { ...step, kind, hours: 24, until: null }
    case 'branch':
      return { ...step, kind, query: 'number_of_orders >= 2', edges: { yes: null, no: null } }
    case 'split':
      return { ...step, kind, percent: 50, edges: { a: null, b: null } }
    case 'mail':
      return { ...step, kind, offer: null, messages: { de: { subject: '', body: '' }, en: { subject: '', body: '' } } }
    case 'tag':
      return { ...step, kind, tag: '' }
    case 'task':
      return { ...step, kind, title: '', dueDays: 1 }
  }
}

function edgesOf({ steps }: Definition, id: string): Record<string, string | null> {
  return steps.find((step) => step.id === id)?.edges ?? {}
}

function withoutLost(definition: Definition): Definition {
  const reached = new Set<string>()
  const open = [definition.first]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    open.push(...Object.values(edgesOf(definition, id)).filter((to) => to !== null))
  }
  return { ...definition, steps: definition.steps.filter(({ id }) => reached.has(id)) }
}
