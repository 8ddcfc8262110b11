import { useEffect } from 'react'

type Saving = { state: 'idle' | 'submitting' | 'loading'; data: { outcome: string } | undefined }

/**
 * Runs `then` once for each accepted save: the action answered `saved`, or led on to another page. Returns whether the
 * page is being left by it. An action that creates must redirect: going there by hand would race with the data that
 * Remix reads again after every action, and the page would often stay where it was.
 */
export function useAfterSaving({ state, data }: Saving, then: () => void): boolean {
  const redirected = state === 'loading' && data === undefined
  const accepted = redirected || (state === 'loading' && data?.outcome === 'saved')
  useEffect(() => {
    if (accepted) then()
  }, [accepted]) // once for each save
  return redirected
}
