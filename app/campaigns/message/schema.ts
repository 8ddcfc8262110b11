import { z } from 'zod'
import { BLOCK_LENGTH, MOST_BLOCKS, MOST_PICKS } from './block.ts'

const text = z.string().max(BLOCK_LENGTH)

const block = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['heading', 'text']), text }),
  z.object({ kind: z.literal('interest'), before: text, after: text }),
  z.object({ kind: z.literal('picks'), count: z.int().min(1).max(MOST_PICKS) }),
  z.object({ kind: z.enum(['code', 'divider']) }),
  z.object({ kind: z.literal('button'), text: z.string().max(200), url: z.string().max(2_000) }),
])

/** What a form sends for one language. */
export const messageSchema = z.object({ subject: z.string().max(200), blocks: z.array(block).max(MOST_BLOCKS) })
