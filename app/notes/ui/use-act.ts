import { useFetcher } from '@remix-run/react'
import { useEffect } from 'react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useTranslation } from 'react-i18next'
import type { Acted } from '../acted.ts'

/** Sends what a person does with a note or a task to the customer's page; `then` runs once for each that was taken over. */
export function useAct(customerId: string, then: () => void = () => undefined) {
  const fetcher = useFetcher<Acted>()
  const shopify = useAppBridge() // On the server nothing of it may be touched.
  const { t } = useTranslation('notes')
  const { data, state } = fetcher
  useEffect(() => {
    if (state !== 'idle' || data === undefined) return
    if (data.outcome === 'saved') then()
    if (data.outcome === 'unknown') shopify.toast.show(t('me.problem'), { isError: true })
  }, [data, state]) // once for each answer
  return {
    busy: state !== 'idle',
    invalid: state === 'idle' && data?.outcome === 'invalid',
    act: (form: Record<string, string>) => {
      fetcher.submit(form, { method: 'post', action: `/app/customers/${customerId}` })
    },
  }
}
