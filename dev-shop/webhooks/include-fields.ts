import type { Json, JsonObject } from './json.ts'

/**
 * The part of a body that a subscription asked for with include_fields; all of it when it asked for nothing.
 * 'customer.id' reaches into an object and 'line_items.id' into every member of a list; names that are absent are left out.
 * @param includeFields a JSON array of paths
 */
export function pickFields(body: JsonObject, includeFields: string): JsonObject {
  const paths = JSON.parse(includeFields) as string[]
  return paths.length === 0 ? body : pickPaths(body, paths)
}

function pickPaths(from: JsonObject, paths: string[]): JsonObject {
  const picked: JsonObject = {}
  for (const key of new Set(paths.map((path) => path.split('.', 1)[0] ?? ''))) {
    const value = from[key]
    if (value === undefined) continue
    const deeper = paths.filter((path) => path.startsWith(`${key}.`)).map((path) => path.slice(key.length + 1))
    picked[key] = paths.includes(key) || deeper.length === 0 ? value : pickFrom(value, deeper)
  }
  return picked
}

function pickFrom(value: Json, paths: string[]): Json {
  if (Array.isArray(value)) return value.map((member) => pickFrom(member, paths))
  return value !== null && typeof value === 'object' ? pickPaths(value, paths) : value
}
