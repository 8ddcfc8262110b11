import { useBlocker } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect } from 'react'

/** Asks before a page with unsaved changes is left; `forget` throws them away once that is agreed to. */
export function useAskBeforeLeaving(unsaved: boolean, forget: () => void): void {
  const shopify = useAppBridge()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => unsaved && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    void shopify.saveBar.leaveConfirmation().then(() => {
      forget()
      blocker.proceed()
    })
  }, [blocker]) // each attempt to leave is asked once
}
