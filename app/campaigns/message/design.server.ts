import { z } from 'zod'
import type { ShopId } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'
import { checkMjml, type MjmlProblem } from './check-mjml.ts'
import { plainDesign, trackings, type MailDesign, type Tracking } from './design.ts'
import { mjmlToHtml } from './mjml.server.ts'

const colour = z.string().regex(/^#[0-9a-f]{6}$/i)
const schema = z.object({
  logoUrl: z
    .url({ protocol: /^https$/ })
    .max(2_000)
    .nullable(),
  accent: colour,
  background: colour,
  imprint: z.string().max(2_000),
  layout: z.string().max(50_000).nullable(),
  tracking: z.enum(trackings),
})

export type DesignOutcome =
  { outcome: 'saved' } | { outcome: 'invalid'; fields: string[] } | { outcome: 'broken-layout'; problem: MjmlProblem }

/** How the shop's mails look; the built design where its merchant has chosen nothing. */
export async function readDesign(db: Queryable, shop: { id: ShopId }): Promise<MailDesign> {
  const row = await db.mailDesign.findUnique({ where: { shopId: shop.id } })
  if (row === null) return plainDesign
  const { logoUrl, accent, background, imprint, layout, tracking } = row
  return { logoUrl, accent, background, imprint, layout, tracking: tracking as Tracking }
}

/** Keeps a design; a layout that MJML cannot read is not kept. */
export async function saveDesign(db: Queryable, shop: { id: ShopId }, input: unknown): Promise<DesignOutcome> {
  const read = schema.safeParse(input)
  if (!read.success) return { outcome: 'invalid', fields: read.error.issues.map(({ path }) => String(path[0])) }
  const problem = read.data.layout === null ? null : layoutProblem(read.data.layout)
  if (problem !== null) return { outcome: 'broken-layout', problem }
  await db.mailDesign.upsert({
    where: { shopId: shop.id },
    create: { shopId: shop.id, ...read.data },
    update: read.data,
  })
  return { outcome: 'saved' }
}

function layoutProblem(layout: string): MjmlProblem | null {
  const found = checkMjml(layout)
  if (found !== null) return found
  const made = mjmlToHtml(layout.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, ''))
  return 'problem' in made ? made.problem : null
}
