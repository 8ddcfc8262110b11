import { useAppBridge } from '@shopify/app-bridge-react'

/**
 * Saves a file of the app. A plain link would come without the session token that App Bridge gives to fetch.
 * @param failed what is said where the file does not come
 */
export function useDownload(failed: string): (url: string, fileName: string) => Promise<void> {
  const shopify = useAppBridge() // On the server nothing of it may be touched.
  return async (url, fileName) => {
    const answer = await fetch(url)
    if (!answer.ok) {
      shopify.toast.show(failed, { isError: true })
      return
    }
    const address = URL.createObjectURL(await answer.blob())
    const link = Object.assign(document.createElement('a'), { href: address, download: fileName })
    link.click()
    URL.revokeObjectURL(address)
  }
}
