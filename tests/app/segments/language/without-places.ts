/** A query as it reads, without where its parts stand. */
export function withoutPlaces(query: unknown): unknown {
  return JSON.parse(JSON.stringify(query, (key, value: unknown) => (key === 'at' ? undefined : value)))
}
