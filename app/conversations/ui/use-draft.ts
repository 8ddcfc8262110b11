import { useEffect, useState } from 'react'

/** A text that outlives the page for as long as the browser's tab is open. */
export function useDraft(key: string): [string, (text: string) => void] {
  const [text, setText] = useState('')
  useEffect(() => {
    setText(sessionStorage.getItem(key) ?? '')
  }, [key])
  const keep = (next: string) => {
    setText(next)
    if (next === '') sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, next)
  }
  return [text, keep]
}
