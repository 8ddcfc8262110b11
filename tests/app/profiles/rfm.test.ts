import { describe, expect, test } from 'vitest'
import { rfmGroups } from '../../../app/kernel/index.ts'
import { rfmGroup, rfmGroupTable } from '../../../app/profiles/rfm.ts'

describe('the group of a customer', () => {
  test.each([
    [5, 5, 5, 'CHAMPIONS'],
    [5, 4, 4, 'CHAMPIONS'],
    [4, 4, 5, 'LOYAL'],
    [3, 5, 5, 'LOYAL'],
    [5, 3, 3, 'ACTIVE'],
    [4, 1, 4, 'ACTIVE'],
    [5, 1, 1, 'NEW'],
    [4, 1, 1, 'PROMISING'],
    [3, 3, 3, 'NEEDS_ATTENTION'],
    [3, 1, 2, 'ALMOST_LOST'],
    [2, 3, 4, 'AT_RISK'],
    [1, 5, 5, 'PREVIOUSLY_LOYAL'],
    [1, 4, 5, 'PREVIOUSLY_LOYAL'],
    [1, 2, 2, 'DORMANT'],
  ])('with recency %i, frequency %i and value %i is %s', (recency, frequency, monetary, group) => {
    expect(rfmGroup(recency, frequency, monetary)).toBe(group)
  })

  test('covers every combination of scores and uses all names but prospects', () => {
    expect(rfmGroupTable).toHaveLength(125)
    expect(new Set(rfmGroupTable)).toEqual(new Set(rfmGroups.filter((group) => group !== 'PROSPECTS')))
    expect(rfmGroupTable[25 * 4 + 5 * 4 + 5 - 1]).toBe(rfmGroup(5, 5, 5))
    expect(rfmGroupTable[25 * 0 + 5 * 2 + 4 - 1]).toBe(rfmGroup(1, 3, 4))
  })
})
