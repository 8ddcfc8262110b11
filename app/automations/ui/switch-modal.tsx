import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { Banner, BlockStack, Modal, Spinner, Text } from '@shopify/polaris'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { TriggerKind } from '../definition.ts'
import type { Reach } from '../reach.server.ts'

type Props = {
  automation: { id: string; name: string; live: boolean; trigger: TriggerKind; underWay: number }
  onClose: () => void
}

/** Asks once more before the shop writes by itself: what it will send, when, and to about how many. */
export function SwitchModal({ automation, onClose }: Props) {
  const { id, name, live, underWay } = automation
  const { t } = useTranslation('automations')
  const shopify = useAppBridge()
  const reach = useFetcher<{ reach: Reach }>()
  const fetcher = useFetcher<{ outcome: string }>()
  const action = `/app/automations/${id}`
  useEffect(() => {
    if (!live) reach.submit({ intent: 'reach' }, { method: 'post', action })
  }, [id]) // asked once for each automation
  useEffect(() => {
    if (fetcher.state !== 'idle' || fetcher.data?.outcome !== 'switched') return
    shopify.toast.show(t(live ? 'switch.isOff' : 'switch.isOn'))
    onClose()
  }, [fetcher.state]) // when the answer is there
  return (
    <Modal
      open
      onClose={onClose}
      title={t(live ? 'switch.offTitle' : 'switch.onTitle', { name })}
      primaryAction={{
        content: t(live ? 'switch.off' : 'switch.on'),
        destructive: live,
        loading: fetcher.state !== 'idle',
        onAction: () => {
          fetcher.submit({ intent: 'switch', on: live ? 'no' : 'yes' }, { method: 'post', action })
        },
      }}
      secondaryActions={[{ content: t('switch.cancel'), onAction: onClose }]}
    >
      <Modal.Section>
        {live ? (
          <Text as="p">{t('switch.offBody', { count: underWay })}</Text>
        ) : (
          <BlockStack gap="300">
            {fetcher.data?.outcome === 'incomplete' && <Banner tone="critical">{t('switch.incomplete')}</Banner>}
            <Text as="p">{t(`trigger.${automation.trigger}`)}</Text>
            <Expected reach={reach.data?.reach} />
            <Text as="p" tone="subdued">
              {t('switch.permitted')}
            </Text>
          </BlockStack>
        )}
      </Modal.Section>
    </Modal>
  )
}

function Expected({ reach }: { reach: Reach | undefined }) {
  const { t } = useTranslation('automations')
  const format = useFormat()
  if (reach === undefined) return <Spinner size="small" accessibilityLabel={t('switch.counting')} />
  return (
    <Text as="p" fontWeight="semibold">
      {t(`reach.${reach.each}`, { people: format.number(reach.people), count: reach.people })}
    </Text>
  )
}
