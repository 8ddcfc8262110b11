import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

export type RetryAnswer = { outcome: 'retried'; count: number } | { outcome: 'dismissed' }

/** Sets deliveries going again, one or all of a topic, or puts one away, and says so. */
export function useRetry() {
  const { t } = useTranslation('intake')
  const shopify = useAppBridge()
  const fetcher = useFetcher<RetryAnswer>()
  const answer = fetcher.data
  useEffect(() => {
    if (answer?.outcome === 'retried') shopify.toast.show(t('receipt.delivery.retried', { count: answer.count }))
    if (answer?.outcome === 'dismissed') shopify.toast.show(t('receipt.delivery.dismissed'))
  }, [answer]) // once for each answer, whatever else renders again
  return {
    busy: fetcher.state !== 'idle',
    one: (id: string) => {
      fetcher.submit({ intent: 'retry' }, { method: 'post', action: `/app/sync/${id}` })
    },
    dismiss: (id: string) => {
      fetcher.submit({ intent: 'dismiss' }, { method: 'post', action: `/app/sync/${id}` })
    },
    all: (topic: string | null) => {
      fetcher.submit({ intent: 'retry', topic: topic ?? '' }, { method: 'post', action: '/app/sync?index' })
    },
  }
}
