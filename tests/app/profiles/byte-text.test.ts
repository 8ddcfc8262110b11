import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteText } from '../../../app/profiles/byte-text.ts'

const read = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

test('numbers and texts written into bytes read as they do joined', () => {
  const text = new ByteText()
  const piece = fc.oneof(fc.maxSafeInteger(), fc.nat(1_000_000_001), fc.string({ unit: 'binary' }))
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      for (const one of pieces) {
        if (typeof one === 'number') text.number(one)
        else text.bytes(new TextEncoder().encode(one))
        text.byte(44)
      }
      const joined = pieces.map((one) => `${typeof one === 'number' ? String(one) : read(Buffer.from(one))},`).join('')
      expect(read(text.take())).toBe(joined)
    }),
  )
})

test('a text that was taken stays as it is while the next one is written', () => {
  const text = new ByteText()
  text.number(-42)
  const first = text.take()
  text.number(7)
  expect(read(first)).toBe('-42')
  expect(text.isEmpty).toBe(false)
})
