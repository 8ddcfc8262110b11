import type { Shop } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'
import { countMembers, countWithSample } from './count.server.ts'
import { deleteSegment, getSegment, listSegments, saveSegment } from './segments.server.ts'
import { tasteOf } from './taste.server.ts'
import { segmentTemplates } from './templates.ts'
import type { Rule } from './rules.ts'

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
    remove: (shop: Shop, id: string) => deleteSegment(db, shop, id),
    count: (shop: Shop, rules: Rule[]) => countWithSample(db, shop, rules, now()),
    templates: async (shop: Shop) => segmentTemplates(await tasteOf(db, shop)),
    /** The templates with how many customers each would reach, those that reach nobody left out. */
    suggestions: async (shop: Shop) => {
      const templates = segmentTemplates(await tasteOf(db, shop))
      const counted = await Promise.all(
        templates.map(async (template) => ({
          ...template,
          count: await countMembers(db, shop, template.rules, now()),
        })),
      )
      return counted.filter((template) => template.count > 0)
    },
  }
}
