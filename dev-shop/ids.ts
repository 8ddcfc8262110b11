/** The global id of a resource, e.g. gid('Order', '9100000000000001'). */
export function gid(type: string, id: string): string {
  return `gid://shopify/${type}/${id}`
}

/** The number in a global id of one of the given types, or null when it is something else. */
export function parseGid(value: string, ...types: string[]): string | null {
  const [, type, id] = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)(?:\?.*)?$/.exec(value) ?? []
  return type !== undefined && id !== undefined && types.includes(type) ? id : null
}
