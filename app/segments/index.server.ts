import { z } from 'zod'
import type { Shop } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'
import { countEach, countWithSample } from './count.server.ts'
import { deleteSegment, getSegment, listSegments, readSegments, saveSegment } from './segments.server.ts'
import { tasteOf } from './taste.server.ts'
import { segmentTemplates, unusedTemplates } from './templates.ts'
import { readRules } from './rules.ts'

export { countMembers } from './count.server.ts'
export { membersOf } from './members.server.ts'
export { getSegment, listSegments } from './segments.server.ts'

type Parts = { db: Database; now: () => Date }

/** Which customers belong together: rules, and who fits them at this moment. */
export function openSegments({ db, now }: Parts) {
  return {
    list: (shop: Shop) => listSegments(db, shop, now()),
    get: (shop: Shop, id: string) => getSegment(db, shop, id),
    save: (shop: Shop, given: { id: string | null; name: string; rules: unknown }) =>
      saveSegment(db, shop, given, now()),
    /** Saves what the editor's form holds: `name`, and `rules` as JSON. */
    saveForm: (shop: Shop, id: string | null, form: FormData) =>
      saveSegment(db, shop, { id, ...readForm(form) }, now()),
    remove: (shop: Shop, id: string) => deleteSegment(db, shop, id),
    /** Counts for rules that are still being edited; incomplete ones are named instead. */
    count: async (shop: Shop, asked: unknown) => {
      const read = readRules(rulesIn(asked))
      if (read.outcome === 'invalid') return read
      return { outcome: 'counted' as const, ...(await countWithSample(db, shop, read.rules, now())) }
    },
    templates: async (shop: Shop) => segmentTemplates(await tasteOf(db, shop)),
    /** The templates that reach someone and are not in use yet, with how many customers each reaches. */
    suggestions: async (shop: Shop) => {
      const fresh = unusedTemplates(segmentTemplates(await tasteOf(db, shop)), await readSegments(db, shop))
      const sets = fresh.map(({ rules }) => rules)
      const counts = await countEach(db, shop, sets, now())
      return fresh.flatMap((template, at) => ((counts[at] ?? 0) > 0 ? [{ ...template, count: counts[at] ?? 0 }] : []))
    },
  }
}

const formShape = z.object({ name: z.string().catch(''), rules: z.string().catch('') })

function readForm(form: FormData): { name: string; rules: unknown } {
  const { name, rules } = formShape.parse(Object.fromEntries(form))
  try {
    return { name, rules: JSON.parse(rules) as unknown }
  } catch {
    return { name, rules: null } // named as unreadable rules
  }
}

function rulesIn(asked: unknown): unknown {
  return z.object({ rules: z.unknown() }).safeParse(asked).data?.rules
}
