import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import type { RequestView } from '../request-view.ts'

const PAUSE = 2_000

/** Reads the page's data again while an answer is on its way, so that its arrival shows by itself. */
export function useFreshThread(requests: RequestView[]): void {
  const { revalidate, state } = useRevalidator()
  const onTheWay = requests.some(({ messages }) =>
    messages.some(({ delivery }) => delivery === 'waiting' || delivery === 'sending'),
  )
  useEffect(() => {
    if (!onTheWay || state !== 'idle') return
    const timer = setTimeout(() => {
      revalidate()
    }, PAUSE)
    return () => {
      clearTimeout(timer)
    }
  }, [onTheWay, state, revalidate])
}
