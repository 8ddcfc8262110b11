import { useEffect, useState } from 'react'

/** A chart measures its place, which a server cannot. */
export function useInBrowser(): boolean {
  const [is, set] = useState(false)
  useEffect(() => set(true), [])
  return is
}
