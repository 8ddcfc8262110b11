import { z } from 'zod'
import { idFromGid, toId, type Id } from '../kernel/index.ts'
import { readShape } from './shopify-json.ts'

/** An id in a webhook's body: a bare number, exact only as parseShopifyJson reads it. Below zero are our guests. */
export const bareId = z
  .union([z.bigint(), z.int().transform((value) => BigInt(value))])
  .refine((id) => id > 0n && id < 2n ** 63n, 'expected an id of 63 bits')

/** `gid://shopify/Order/123`. */
export const gidText = z
  .string()
  .regex(/^gid:\/\/shopify\/\w+\/[1-9]\d{0,18}(\?.*)?$/, 'expected a gid')
  .refine((gid) => BigInt(/\d+/.exec(gid)?.[0] ?? 0) < 2n ** 63n, 'expected an id of 63 bits')

/** A gid of one kind, as its id. */
export function gidOf<Kind extends string>(kind: Kind) {
  return gidText
    .startsWith(`gid://shopify/${kind}/`, `expected a gid of ${kind}`)
    .transform((gid) => idFromGid(kind, gid))
}

export const text = z.string()
export const optionalText = z
  .string()
  .nullish()
  .transform((value) => (value === undefined || value === null || value.trim() === '' ? null : value))

/** As Shopify limits names and addresses; more would not fit into PostgreSQL's indexes. */
export const shortText = z.string().max(255)
export const optionalShortText = optionalText.refine(
  (value) => (value?.length ?? 0) <= 255,
  'expected 255 letters at most',
)

/** Pieces: Shopify's own counts stay far below. */
export const count = z.int().min(-1_000_000_000).max(1_000_000_000)

export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'expected a currency of ISO 4217')

/**
 * A moment to the second. Webhooks have whole seconds, GraphQL may have more:
 * cut alike, the same version has the same time on both ways.
 */
export const moment = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(Math.floor(Date.parse(value) / 1000) * 1000))
  .refine(isOfOurTime, 'expected a moment of our time')
export const optionalMoment = moment.nullish().transform((value) => value ?? null)

/** A moment of the topics that keep milliseconds. */
export const exactMoment = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .refine(isOfOurTime, 'expected a moment of our time')

// PostgreSQL has no year 0, and an impossible offset is no moment at all.
function isOfOurTime(moment: Date): boolean {
  return moment.getTime() > -2_208_988_800_000 && moment.getTime() < 7_258_118_400_000
}

export const decimal = z.string().regex(/^-?\d{1,12}(\.\d{1,20})?$/, 'expected a decimal amount')

export const address = z
  .object({
    first_name: optionalShortText,
    last_name: optionalShortText,
    city: optionalText,
    country_code: optionalText,
  })
  .partial()
  .nullish()

/** The resource's id, from its gid where there is one. @throws MalformedBody where the gid is of another kind */
export function ownId<Kind extends string>(
  kind: Kind,
  body: { id?: bigint; admin_graphql_api_id?: string | null },
): Id<Kind> {
  const gid = body.admin_graphql_api_id
  if (gid === undefined || gid === null) return toId<Id<Kind>>(body.id)
  return readShape(`${kind}.admin_graphql_api_id`, gidOf(kind), gid)
}

/** "ring, silver" as webhooks write tags; sorted, so that the same tags are the same row. */
export function splitTags(tags: string): string[] {
  return sortTags(tags.split(',').map((tag) => tag.trim()))
}

export function sortTags(tags: string[]): string[] {
  return [...new Set(tags)].filter((tag) => tag !== '').sort()
}
