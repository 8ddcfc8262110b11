import { z } from 'zod'
import type { SegmentId } from '../kernel/index.ts'
import {
  DEFAULT_HOLDOUT,
  MOST_DAYS,
  MOST_HOLDOUT,
  MOST_MINOR,
  MOST_SEGMENTS,
  NAME_LENGTH,
  type Draft,
} from './campaign.ts'
import { checkMessage, type BrokenPart } from './render-message.ts'

const message = z.object({ subject: z.string().max(200), body: z.string().max(20_000) })

const segmentId = z.uuid().transform((id) => id as SegmentId)

const schema = z.object({
  name: z.string().trim().min(1).max(NAME_LENGTH),
  segmentIds: z.array(segmentId).min(1).max(MOST_SEGMENTS),
  exceptIds: z.array(segmentId).max(MOST_SEGMENTS).default([]),
  holdoutPercent: z.int().min(0).max(MOST_HOLDOUT).default(DEFAULT_HOLDOUT),
  plannedAt: z.coerce.date().nullable().default(null),
  value: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('percentage'), percent: z.int().min(1).max(100) }),
    z.object({ kind: z.literal('amount'), minor: z.int().min(1).max(MOST_MINOR) }),
  ]),
  target: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('product_type'), value: z.string().min(1), title: z.string().min(1) }),
    z.object({ kind: z.literal('collection'), value: z.string().regex(/^\d{1,19}$/), title: z.string().min(1) }),
  ]),
  messages: z.object({ de: message, en: message }),
  validDays: z.int().min(1).max(MOST_DAYS),
})

/** The field of the form that needs a second look. */
export type DraftField =
  'name' | 'segmentIds' | 'exceptIds' | 'holdoutPercent' | 'plannedAt' | 'value' | 'target' | 'validDays' | MessageField
export type MessageField = `messages.${'de' | 'en'}.${'subject' | 'body'}`

/** `required` where nothing was given, `out-of-range` where it is not allowed, otherwise what is wrong with the Liquid. */
export type DraftProblem =
  { field: DraftField; code: 'required' | 'out-of-range' } | ({ field: MessageField } & BrokenPart)

export type CheckedDraft = { outcome: 'valid'; draft: Draft } | { outcome: 'invalid'; problems: DraftProblem[] }

/** Checks what a form sent; every problem names its field. */
export function checkDraft(input: unknown): CheckedDraft {
  const read = schema.safeParse(input)
  const problems = [...(read.success ? [] : read.error.issues.map(problemOf)), ...messageProblems(input)]
  if (!read.success || problems.length > 0) return { outcome: 'invalid', problems: firstOfEach(problems) }
  return { outcome: 'valid', draft: read.data }
}

function problemOf(issue: z.core.$ZodIssue): DraftProblem {
  const [first, ...rest] = issue.path.map(String)
  const field = (first === 'messages' ? ['messages', ...rest].join('.') : (first ?? 'name')) as DraftField
  const missing =
    (issue.code === 'invalid_type' && issue.expected !== 'int') ||
    issue.code === 'invalid_union' ||
    issue.code === 'invalid_format'
  const empty = issue.code === 'too_small' && (issue.origin === 'string' || issue.origin === 'array')
  return { field, code: missing || empty ? 'required' : 'out-of-range' }
}

const messages = z.object({ messages: z.object({ de: message, en: message }) })

function messageProblems(input: unknown): DraftProblem[] {
  const read = messages.safeParse(input)
  if (!read.success) return []
  return (['de', 'en'] as const).flatMap((language) =>
    checkMessage(read.data.messages[language]).map((broken) => ({
      ...broken,
      field: `messages.${language}.${broken.part}` as const,
    })),
  )
}

function firstOfEach(problems: DraftProblem[]): DraftProblem[] {
  return problems.filter((one, index) => problems.findIndex(({ field }) => field === one.field) === index)
}
