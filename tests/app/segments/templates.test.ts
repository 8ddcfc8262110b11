import { expect, test } from 'vitest'
import { parseSegmentQuery } from '../../../app/segments/index.ts'
import { segmentTemplates, unusedTemplates } from '../../../app/segments/templates.ts'

const templates = segmentTemplates({ topType: 'Halsketten', askedType: "Ring's" })
const ids = (queries: string[]) =>
  unusedTemplates(
    templates,
    queries.map((query) => ({ query })),
  ).map(({ id }) => id)

test('every template is a query, with the types of the shop in it whatever their names are', () => {
  for (const { query } of templates) expect(parseSegmentQuery(query)).toMatchObject({ outcome: 'parsed' })
  expect(segmentTemplates({ topType: null, askedType: null }).map(({ id }) => id)).not.toContain('winBack')
})

test('a template that a segment was made from is not offered again, whatever its numbers became', () => {
  const winBack =
    "may_email = true AND preferred_product_type = 'Halsketten' AND last_order_date < -120d AND amount_spent >= 50"
  expect(ids([])).toHaveLength(9)
  expect(ids([winBack])).toEqual(ids([]).filter((id) => id !== 'winBack'))
})

test('a segment about something else leaves it on offer', () => {
  const other = 'may_email = true AND last_order_date < -180d'
  expect(ids([`${other} AND preferred_product_type = 'Broschen'`, other])).toHaveLength(9)
})
