import type { SegmentTemplate } from '../segments/index.ts'

/** Something the merchant could do today, and where. */
export type Todo =
  | { kind: 'answer'; count: number; url: string }
  | { kind: 'task'; count: number; title: string; url: string }
  | { kind: 'draft'; name: string; url: string }
  | { kind: 'segment'; template: SegmentTemplate['id']; type: string | null; count: number; url: string }

/** What is known of the shop when today's tasks are chosen. */
export type Situation = {
  openRequests: number
  /** Tasks of customers that were due before today, and the one that waits longest. */
  overdue: { count: number; first: { customerId: string; title: string } | null }
  drafts: { id: string; name: string }[]
  suggestions: (Pick<SegmentTemplate, 'id' | 'type'> & { count: number })[]
}

const MOST = 5

/** The tasks for today: people who wait come first, then what is overdue, then work begun, then new ideas. */
export function todosOf({ openRequests, overdue, drafts, suggestions }: Situation): Todo[] {
  const answer: Todo[] =
    openRequests === 0 ? [] : [{ kind: 'answer', count: openRequests, url: '/app/requests?status=open' }]
  const { count, first } = overdue
  const late: Todo[] =
    first === null ? [] : [{ kind: 'task', count, title: first.title, url: `/app/customers/${first.customerId}` }]
  const begun = drafts.map(({ id, name }): Todo => ({ kind: 'draft', name, url: `/app/campaigns/${id}` }))
  const ideas = suggestions.map(({ id, type, count }): Todo => ({
    kind: 'segment',
    template: id,
    type,
    count,
    url: `/app/segments/new?template=${id}`,
  }))
  return [...answer, ...late, ...begun, ...ideas].slice(0, MOST)
}
