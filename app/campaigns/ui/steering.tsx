import { useFetcher } from '@remix-run/react'
import { Banner, Modal, Text, type BannerProps, type PageProps } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import { DISCOUNT_GONE, type Campaign, type CampaignStatus } from '../campaign.ts'

type Intent = 'approve' | 'withdraw' | 'pause' | 'goOn'
type Actions = Pick<PageProps, 'primaryAction' | 'secondaryActions'>

const first: Partial<Record<CampaignStatus, Intent>> = { sending: 'pause', preparing: 'pause', paused: 'goOn' }
const stoppable: CampaignStatus[] = ['preparing', 'sending', 'paused', 'failed']

/** What can be done with a released campaign now, as actions of its page. */
export function useSteering(campaign: Campaign, person: string) {
  const { t } = useTranslation('campaigns')
  const fetcher = useFetcher<{ outcome: string }>()
  const [asking, setAsking] = useState(false)
  const act = (intent: Intent | 'cancel' | 'duplicate', fields = {}) => {
    fetcher.submit({ intent, ...fields }, { method: 'post' })
  }
  const { status, name } = campaign
  const own = campaign.releasedBy === person
  const main: Intent | undefined = status === 'awaiting' ? (own ? undefined : 'approve') : first[status]
  const button = (intent: Intent) => ({
    content: t(`steer.${intent}`),
    loading: fetcher.state !== 'idle',
    onAction: () => {
      act(intent)
    },
  })
  const actions: Actions = {
    ...(main !== undefined && { primaryAction: button(main) }),
    secondaryActions: [
      ...(status === 'awaiting' || status === 'scheduled' ? [button('withdraw')] : []),
      {
        content: t('steer.duplicate'),
        onAction: () => {
          act('duplicate', { name: t('steer.copyOf', { name }) })
        },
      },
      ...(stoppable.includes(status)
        ? [
            {
              content: t('steer.cancel'),
              destructive: true,
              onAction: () => {
                setAsking(true)
              },
            },
          ]
        : []),
    ],
  }
  const outcome = fetcher.state === 'idle' ? fetcher.data?.outcome : undefined
  const refused = outcome === undefined || accepted.includes(outcome) ? null : outcome
  return {
    campaign,
    own,
    actions,
    refused,
    asking,
    setAsking,
    cancel: () => {
      act('cancel')
    },
  }
}

const accepted = ['done', 'released', 'scheduled', 'awaiting', 'duplicated']

/** Says how a campaign stands that does not simply go on, and asks before it is cancelled. */
export function Steering({ steering }: { steering: ReturnType<typeof useSteering> }) {
  const { t } = useTranslation('campaigns')
  const { campaign, refused, asking, setAsking, cancel } = steering
  const close = () => {
    setAsking(false)
  }
  return (
    <>
      {refused !== null && <Banner tone="critical">{t(`steer.refused.${refused}`)}</Banner>}
      <State campaign={campaign} own={steering.own} />
      <Modal
        open={asking}
        onClose={close}
        title={t('steer.cancelTitle', { name: campaign.name })}
        primaryAction={{
          content: t('steer.cancelConfirm'),
          destructive: true,
          onAction: () => {
            cancel()
            close()
          },
        }}
        secondaryActions={[{ content: t('steer.keep'), onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">{t('steer.cancelBody')}</Text>
        </Modal.Section>
      </Modal>
    </>
  )
}

function State({ campaign: { status, problem, plannedAt }, own }: { campaign: Campaign; own: boolean }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const at = plannedAt === null ? '' : format.dayTime(plannedAt)
  const said: Partial<Record<CampaignStatus, { key: string; body: string; tone: BannerProps['tone'] }>> = {
    awaiting: { key: 'awaiting', body: own ? 'awaitingOwn' : 'awaitingBody', tone: 'info' },
    scheduled: { key: 'scheduled', body: 'scheduledBody', tone: 'info' },
    paused:
      problem === DISCOUNT_GONE
        ? { key: 'discountGone', body: 'discountGoneBody', tone: 'warning' }
        : { key: 'paused', body: 'pausedBody', tone: 'warning' },
    cancelled: { key: 'cancelled', body: 'cancelledBody', tone: 'info' },
  }
  const found = said[status]
  if (found === undefined) return null
  const { key, body, tone } = found
  return (
    <Banner {...(tone !== undefined && { tone })} title={t(`steer.${key}Title`, { at })}>
      <p>{t(`steer.${body}`)}</p>
    </Banner>
  )
}
