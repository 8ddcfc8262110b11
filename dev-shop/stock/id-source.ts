import { takeIds } from '../state/open.ts'
import type { ShopState } from '../state/open.ts'

/** Hands out ids one by one, reserving them a thousand at a time. */
export function idSource(state: ShopState): () => string {
  let reserved: string[] = []
  let next = 0
  return () => {
    if (next === reserved.length) [reserved, next] = [takeIds(state, 1000), 0]
    const id = reserved[next++]
    if (id === undefined) throw new Error('takeIds returned fewer ids than asked for')
    return id
  }
}
