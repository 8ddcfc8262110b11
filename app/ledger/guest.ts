import type { CustomerId } from '../kernel/index.ts'

/** Whether the id is that of a person without an account. */
export function isGuest(id: CustomerId): boolean {
  return id < 0n
}
