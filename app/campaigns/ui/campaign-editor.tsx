import { useBlocker, useFetcher, useNavigate } from '@remix-run/react'
import { SaveBar, useAppBridge } from '@shopify/app-bridge-react'
import { Banner, BlockStack, Layout, Page } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../ui/index.ts'
import type { Campaign } from '../campaign.ts'
import type { SaveOutcome } from '../campaigns.server.ts'
import type { Choices } from '../choices.server.ts'
import { formOf, newForm } from '../draft-form.ts'
import { MessageCard } from './message-card.tsx'
import { AudienceCard, OfferCard } from './offer-cards.tsx'
import { PreviewCard, usePreview } from './preview-card.tsx'
import { ReleaseModal } from './release-modal.tsx'
import { useDraftForm, useProblemText } from './use-draft-form.ts'

type Props = { campaign: Campaign | null; choices: Choices; segmentId: string | null }

/** Writes a campaign on one page: audience, offer, message; beside it the mail as real people would get it. */
export function CampaignEditor({ campaign, choices, segmentId }: Props) {
  const { t } = useTranslation('campaigns')
  const { currency } = useShop()
  const id = campaign?.id ?? null
  const [firstSegment] = choices.segments
  const start =
    campaign === null
      ? newForm(t('editor.defaultName'), segmentId ?? firstSegment?.id ?? '', choices.productTypes[0] ?? null, currency)
      : formOf(campaign, currency)
  const editing = useDraftForm(start, choices)
  const saving = useFetcher<SaveOutcome>({ key: 'campaign-save' })
  const preview = usePreview(editing.input)
  const [releasing, setReleasing] = useState(false)
  const created = saving.data?.outcome === 'saved' && id === null
  const unsaved = !created && (editing.dirty || id === null)
  useAfterSaving(saving.data, id, editing.settle)
  useAskBeforeLeaving(editing.dirty && !created)
  const refused = saving.data?.outcome === 'invalid' && saving.state === 'idle' ? saving.data.problems : []
  const live = preview?.outcome === 'invalid' ? preview.problems.filter((problem) => 'line' in problem) : []
  const problem = useProblemText([...live, ...refused.filter((one) => !('line' in one))])
  const navigate = useNavigate()
  const discard = () => {
    editing.discard()
    if (id === null) navigate('/app/campaigns')
  }
  const save = () => {
    saving.submit({ intent: 'save', draft: editing.input }, { method: 'post' })
  }
  return (
    <Page
      title={campaign?.name ?? t('editor.newTitle')}
      backAction={{ content: t('editor.back'), url: '/app/campaigns' }}
      {...(id !== null && {
        primaryAction: {
          content: t('editor.release'),
          disabled: unsaved || live.length > 0,
          onAction: () => {
            setReleasing(true)
          },
        },
        secondaryActions: [
          {
            content: t('editor.delete'),
            destructive: true,
            onAction: () => {
              saving.submit({ intent: 'delete' }, { method: 'post' })
            },
          },
        ],
      })}
    >
      <SaveBar open={unsaved} discardConfirmation>
        <button variant="primary" {...(saving.state !== 'idle' && { loading: '' })} onClick={save}>
          {t('editor.save')}
        </button>
        <button onClick={discard}>{t('editor.discard')}</button>
      </SaveBar>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {choices.segments.length === 0 && (
              <Banner tone="info" action={{ content: t('editor.makeSegment'), url: '/app/segments/new' }}>
                {t('editor.noSegment')}
              </Banner>
            )}
            {refused.length > 0 && <Banner tone="critical">{t('editor.refused')}</Banner>}
            <AudienceCard editing={editing} choices={choices} problem={problem} />
            <OfferCard editing={editing} choices={choices} problem={problem} />
            <MessageCard editing={editing} problem={problem} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <PreviewCard preview={preview} />
        </Layout.Section>
      </Layout>
      <ReleaseModal
        open={releasing}
        name={editing.form.name}
        onClose={() => {
          setReleasing(false)
        }}
      />
    </Page>
  )
}

/** Says that it worked; a new campaign moves to its own address. */
function useAfterSaving(outcome: SaveOutcome | undefined, startId: string | null, settle: () => void) {
  const { t } = useTranslation('campaigns')
  const shopify = useAppBridge()
  const navigate = useNavigate()
  useEffect(() => {
    if (outcome?.outcome !== 'saved') return
    settle()
    shopify.toast.show(t('editor.saved'))
    if (startId === null) navigate(`/app/campaigns/${outcome.id}`, { replace: true })
  }, [outcome]) // once for each save
}

function useAskBeforeLeaving(unsaved: boolean) {
  const shopify = useAppBridge()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => unsaved && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    void shopify.saveBar.leaveConfirmation().then(() => {
      blocker.proceed()
    })
  }, [blocker]) // each attempt to leave is asked once
}
