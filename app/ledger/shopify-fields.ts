import { z } from 'zod'
import { idFromGid, toId, type Id } from '../kernel/index.ts'

/** An id in a webhook's body: a bare number, exact only as parseShopifyJson reads it. */
export const bareId = z.union([z.bigint(), z.int().transform((value) => BigInt(value))])

/** `gid://shopify/Order/123`, checked in full by gid(). */
export const gidText = z.string().startsWith('gid://shopify/')

export const text = z.string()
export const optionalText = z
  .string()
  .nullish()
  .transform((value) => (value === undefined || value === null || value.trim() === '' ? null : value))

/**
 * A moment to the second. Webhooks have whole seconds, GraphQL may have more:
 * cut alike, the same version has the same time on both ways.
 */
export const moment = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(Math.floor(Date.parse(value) / 1000) * 1000))
export const optionalMoment = moment.nullish().transform((value) => value ?? null)

export const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, 'expected a decimal amount')

export const address = z
  .object({ first_name: optionalText, last_name: optionalText, city: optionalText, country_code: optionalText })
  .partial()
  .nullish()

/** The resource's id, from its gid where there is one. */
export function ownId<Kind extends string>(
  kind: Kind,
  body: { id?: bigint; admin_graphql_api_id?: string | null },
): Id<Kind> {
  const gid = body.admin_graphql_api_id
  return gid === undefined || gid === null ? toId<Id<Kind>>(body.id) : idFromGid(kind, gid)
}

/** "ring, silver" as webhooks write tags; sorted, so that the same tags are the same row. */
export function splitTags(tags: string): string[] {
  return sortTags(tags.split(',').map((tag) => tag.trim()))
}

export function sortTags(tags: string[]): string[] {
  return [...new Set(tags)].filter((tag) => tag !== '').sort()
}
