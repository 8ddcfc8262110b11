import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ById } from '../../../app/kernel/index.ts'

const ids = fc.uniqueArray(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String), { minLength: 1 })

test('what is known by an id is found by its text and by its digits in a row, and nothing else is', () => {
  fc.assert(
    fc.property(ids, (all) => {
      const [missing = '', ...kept] = all
      const known = new ById(kept.map((id) => [id, `of ${id}`]))
      const row = Buffer.from(`\t${all.join('\t')}\t`)
      let from = 1
      for (const id of all) {
        const expected = id === missing ? undefined : `of ${id}`
        expect(known.of(id)).toBe(expected)
        expect(known.ofDigits(row, from, from + id.length)).toBe(expected)
        from += id.length + 1
      }
    }),
  )
})
