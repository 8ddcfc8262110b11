import { useAppBridge } from '@shopify/app-bridge-react'
import { useTranslation } from 'react-i18next'

/** Saves a file of the app. A plain link would come without the session token that App Bridge gives to fetch. */
export function useDownload(): (url: string, fileName: string) => Promise<void> {
  const { toast } = useAppBridge()
  const { t } = useTranslation('privacy')
  return async (url, fileName) => {
    const answer = await fetch(url)
    if (!answer.ok) {
      toast.show(t('requests.downloadFailed'), { isError: true })
      return
    }
    const address = URL.createObjectURL(await answer.blob())
    const link = Object.assign(document.createElement('a'), { href: address, download: fileName })
    link.click()
    URL.revokeObjectURL(address)
  }
}
