import { expect, test } from 'vitest'
import { todosOf } from '../../../app/insights/todo.ts'

const nothing = { openRequests: 0, overdue: { count: 0, first: null }, drafts: [], suggestions: [] }

test('nothing to do leaves an empty list', () => {
  expect(todosOf(nothing)).toEqual([])
})

test('people who wait come before what is overdue, that before work begun, and that before new ideas', () => {
  const todos = todosOf({
    openRequests: 2,
    overdue: { count: 1, first: { customerId: '7', title: 'Anrufen' } },
    drafts: [{ id: 'c1', name: 'Advent' }],
    suggestions: [{ id: 'winBack', type: 'Halsketten', count: 155 }],
  })
  expect(todos).toEqual([
    { kind: 'answer', count: 2, url: '/app/requests?status=open' },
    { kind: 'task', count: 1, title: 'Anrufen', url: '/app/customers/7' },
    { kind: 'draft', name: 'Advent', url: '/app/campaigns/c1' },
    { kind: 'segment', template: 'winBack', type: 'Halsketten', count: 155, url: '/app/segments/new?template=winBack' },
  ])
})

test('at most five tasks are shown', () => {
  const drafts = Array.from({ length: 9 }, (_, index) => ({ id: String(index), name: 'Entwurf' }))
  expect(todosOf({ ...nothing, drafts })).toHaveLength(5)
})
