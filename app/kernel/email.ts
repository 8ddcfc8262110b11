/** The one spelling under which an address is compared: trimmed, NFKC, lower case. Empty or without "@" is null. */
export function normaliseEmail(address: string | null | undefined): string | null {
  const normal = address?.normalize('NFKC').trim().toLowerCase() ?? ''
  return normal.includes('@') ? normal : null
}
