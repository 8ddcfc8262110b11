import { expect, it } from 'vitest'
import { LINES_A_PART, readableBody } from '../../../../app/intake/receipt/readable-body.ts'

const all = { from: 0, masked: false }

it('indents a body and keeps ids beyond 2^53 exact', () => {
  expect(readableBody('{"id":820982911946154508,"email":"a@b.de"}', all)).toEqual({
    lines: ['{', '  "id": 820982911946154508,', '  "email": "a@b.de"', '}'],
    next: null,
    total: 4,
  })
})

it('masks before it shows', () => {
  expect(readableBody('{"email":"a@b.de"}', { from: 0, masked: true })?.lines.join('')).not.toContain('a@b.de')
})

it('hands a large body over part by part, without a gap', () => {
  const body = JSON.stringify(Array.from({ length: 1000 }, (_, index) => index))
  const lines: string[] = []
  for (let from: number | null = 0; from !== null;) {
    const part = readableBody(body, { from, masked: true })
    if (part === null) throw new Error('unreadable')
    expect(part.lines.length).toBeLessThanOrEqual(LINES_A_PART)
    lines.push(...part.lines)
    from = part.next
  }
  expect(lines).toHaveLength(1002)
  expect(JSON.parse(lines.join('\n'))).toHaveLength(1000)
})

it('cuts a text that is too long to be read, and says by how much', () => {
  const body = JSON.stringify({ body_html: 'x'.repeat(1_000_000) })
  expect(readableBody(body, all)?.lines[1]).toMatch(/^ {2}"body_html": "x{1000} … \(\+999000\)"$/)
})

it('does not show what it cannot mask', () => {
  expect(readableBody('Anna Berger', { from: 0, masked: true })).toBeNull()
})
