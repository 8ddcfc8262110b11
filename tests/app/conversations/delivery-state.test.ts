import { describe, expect, test } from 'vitest'
import { deliveryState, mayTryAgain } from '../../../app/conversations/delivery-state.ts'

const now = new Date('2026-11-23T12:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const untouched = { claimedAt: null, sentAt: null, problem: null }

describe('how far an answer’s mail has come', () => {
  test.each([
    ['its job has not begun', untouched, 'waiting'],
    ['the server was away', { ...untouched, problem: 'connect ECONNREFUSED' }, 'delayed'],
    ['the app was uninstalled before', { ...untouched, problem: 'uninstalled' }, 'stopped'],
    ['it is being handed over', { ...untouched, claimedAt: minutesAgo(1) }, 'sending'],
    ['the worker died on it', { ...untouched, claimedAt: minutesAgo(6) }, 'uncertain'],
    ['the server refused it', { ...untouched, claimedAt: minutesAgo(1), problem: '550 5.1.1 no such user' }, 'refused'],
    ['the line broke', { ...untouched, claimedAt: minutesAgo(1), problem: 'Connection closed' }, 'uncertain'],
    ['it is out', { claimedAt: minutesAgo(9), sentAt: minutesAgo(9), problem: null }, 'sent'],
  ] as const)('when %s', (_, row, state) => {
    expect(deliveryState(row, now)).toBe(state)
  })

  test.each(['refused', 'uncertain', 'stopped'] as const)('a person may try again when it is %s', (state) => {
    expect(mayTryAgain(state)).toBe(true)
  })

  test.each(['waiting', 'delayed', 'sending', 'sent'] as const)('nobody may try again when it is %s', (state) => {
    expect(mayTryAgain(state)).toBe(false)
  })
})
