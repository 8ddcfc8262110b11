import { parseSegmentQuery } from '../segments/index.ts'
import { definitionShape, outcomesOf, type Definition, type Step } from './definition.ts'
import { checkText, type TextFault } from './mail-text.ts'
import { stepOf } from './next.ts'

/** What is wrong and where: `step` is null for the automation as a whole. Each code has a sentence with its remedy. */
export type DefinitionProblem = {
  step: string | null
  field: string
  code:
    | 'out-of-range'
    | 'required'
    | 'duplicate-step'
    | 'unknown-first'
    | 'unknown-target'
    | 'unknown-outcome'
    | 'unreachable'
    | 'endless'
    | 'bad-query'
    | 'no-subject'
    | 'no-percent'
    | 'no-segment'
    | TextFault['code']
  /** The word, outcome or name that is meant. */
  name: string
}

export type CheckedDefinition =
  { outcome: 'valid'; definition: Definition } | { outcome: 'invalid'; problems: DefinitionProblem[] }

/** Checks what a form sent. Every problem names its step. */
export function checkDefinition(input: unknown): CheckedDefinition {
  const read = definitionShape.safeParse(input)
  if (!read.success)
    return { outcome: 'invalid', problems: read.error.issues.map((issue) => shapeProblem(issue, input)) }
  const definition = read.data
  const problems = [
    ...triggerProblems(definition),
    ...queryProblem(null, 'condition', definition.condition),
    ...graphProblems(definition),
    ...definition.steps.flatMap((step) => stepProblems(definition, step)),
  ]
  return problems.length > 0 ? { outcome: 'invalid', problems } : { outcome: 'valid', definition }
}

type Issue = { path: PropertyKey[]; code: string }

function shapeProblem({ path, code }: Issue, input: unknown): DefinitionProblem {
  const steps = (input as { steps?: { id?: unknown }[] } | null)?.steps
  const id = path[0] === 'steps' && typeof path[1] === 'number' ? steps?.[path[1]]?.id : null
  const field = path.slice(path[0] === 'steps' ? 2 : 0).join('.')
  const missing = code === 'invalid_type' || code === 'too_small'
  return { step: typeof id === 'string' ? id : null, field, code: missing ? 'required' : 'out-of-range', name: '' }
}

function triggerProblems({ trigger }: Definition): DefinitionProblem[] {
  const at = { step: null, field: 'trigger', name: trigger.kind }
  if (trigger.kind === 'churn-risk' && trigger.percent === undefined) return [{ ...at, code: 'no-percent' }]
  if (trigger.kind.endsWith('-segment') && trigger.segmentId === undefined) return [{ ...at, code: 'no-segment' }]
  return []
}

function graphProblems(definition: Definition): DefinitionProblem[] {
  const { steps, first } = definition
  const ids = steps.map(({ id }) => id)
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at)
  if (twice.length > 0) return twice.map((id) => ({ step: id, field: 'id', code: 'duplicate-step', name: id }))
  if (!ids.includes(first)) return [{ step: null, field: 'first', code: 'unknown-first', name: first }]
  const unknown = steps.flatMap((step) => edgeProblems(step, ids))
  if (unknown.length > 0) return unknown
  const reached = reachable(definition)
  return [
    ...ids
      .filter((id) => !reached.has(id))
      .map((id): DefinitionProblem => ({ step: id, field: 'id', code: 'unreachable', name: id })),
    ...circles(definition).map((id): DefinitionProblem => ({ step: id, field: 'edges', code: 'endless', name: id })),
  ]
}

function edgeProblems({ id, kind, edges }: Step, ids: string[]): DefinitionProblem[] {
  return Object.entries(edges).flatMap(([outcome, to]): DefinitionProblem[] => {
    const at = { step: id, field: `edges.${outcome}` }
    if (outcome !== 'next' && !outcomesOf[kind].includes(outcome))
      return [{ ...at, code: 'unknown-outcome', name: outcome }]
    return to === null || ids.includes(to) ? [] : [{ ...at, code: 'unknown-target', name: to }]
  })
}

function targets({ edges }: Step): string[] {
  return Object.values(edges).filter((to) => to !== null)
}

function reachable(definition: Definition): Set<string> {
  const reached = new Set<string>()
  const open = [definition.first]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    open.push(...targetsOf(definition, id))
  }
  return reached
}

function targetsOf(definition: Definition, id: string): string[] {
  const step = stepOf(definition, id)
  return step === null ? [] : targets(step)
}

/** A person would go round for ever and be written to again and again, whatever lies between. */
function circles(definition: Definition): string[] {
  const done = new Set<string>()
  const closing = new Set<string>()
  const visit = (id: string, above: ReadonlySet<string>): void => {
    if (above.has(id)) closing.add(id)
    if (above.has(id) || done.has(id)) return
    for (const to of targetsOf(definition, id)) visit(to, new Set([...above, id]))
    done.add(id)
  }
  visit(definition.first, new Set())
  return [...closing]
}

function stepProblems(definition: Definition, step: Step): DefinitionProblem[] {
  if (step.kind === 'branch')
    return step.query.trim() === ''
      ? [{ step: step.id, field: 'query', code: 'required', name: '' }]
      : queryProblem(step.id, 'query', step.query)
  if (step.kind !== 'mail') return []
  const faults = (['de', 'en'] as const).flatMap((language) =>
    checkText(step.messages[language], step.offer !== null).map(({ part, code, name }): DefinitionProblem => ({
      step: step.id,
      field: `messages.${language}.${part}`,
      code,
      name,
    })),
  )
  const about = ['new-collection', 'new-product', 'discount'].includes(definition.trigger.kind)
  if (step.offer?.on === 'occasion' && !about)
    faults.push({ step: step.id, field: 'offer', code: 'no-subject', name: '' })
  return faults
}

function queryProblem(step: string | null, field: string, text: string): DefinitionProblem[] {
  if (text.trim() === '') return []
  const read = parseSegmentQuery(text)
  return read.outcome === 'parsed' ? [] : [{ step, field, code: 'bad-query', name: read.problem.found }]
}
