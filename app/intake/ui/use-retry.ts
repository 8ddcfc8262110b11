import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

export type RetryAnswer = { outcome: 'retried'; count: number }

/** Sets deliveries going again, one or all of a topic, and says how many. */
export function useRetry() {
  const { t } = useTranslation('intake')
  const shopify = useAppBridge()
  const fetcher = useFetcher<RetryAnswer>()
  const answer = fetcher.data
  useEffect(() => {
    if (answer !== undefined) shopify.toast.show(t('receipt.delivery.retried', { count: answer.count }))
  }, [answer]) // once for each answer, whatever else renders again
  return {
    busy: fetcher.state !== 'idle',
    one: (id: string) => {
      fetcher.submit({ intent: 'retry' }, { method: 'post', action: `/app/sync/${id}` })
    },
    all: (topic: string | null) => {
      fetcher.submit({ intent: 'retry', topic: topic ?? '' }, { method: 'post', action: '/app/sync?index' })
    },
  }
}
