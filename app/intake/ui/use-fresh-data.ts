import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

/** Loads the page's data again and again while it is wanted, `pause` milliseconds after the last time. */
export function useFreshData(wanted: boolean, pause: number): void {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    if (!wanted || state !== 'idle') return
    const timer = setTimeout(revalidate, pause)
    return () => clearTimeout(timer)
  }, [wanted, pause, state, revalidate])
}
