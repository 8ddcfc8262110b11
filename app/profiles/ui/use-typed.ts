import { useEffect, useState } from 'react'

const TYPING_PAUSE = 250

/** What is being typed, sent once typing pauses; what was sent last comes back from the address. */
export function useTyped(sent: string, send: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(sent)
  useEffect(() => {
    setTyped(sent)
  }, [sent])
  useEffect(() => {
    if (typed.trim() === sent) return
    const timer = setTimeout(() => {
      send(typed.trim())
    }, TYPING_PAUSE)
    return () => {
      clearTimeout(timer)
    }
  }, [typed]) // only typing starts the clock
  return [typed, setTyped]
}
