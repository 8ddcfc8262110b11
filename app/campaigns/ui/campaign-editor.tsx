import { useFetcher, useNavigate } from '@remix-run/react'
import { SaveBar, useAppBridge } from '@shopify/app-bridge-react'
import { Banner, BlockStack, Layout, Page } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../kernel/index.ts'
import { useAfterSaving, useAskBeforeLeaving, useShop } from '../../ui/index.ts'
import type { Campaign } from '../campaign.ts'
import type { SaveOutcome } from '../campaigns.server.ts'
import type { Choices } from '../choices.server.ts'
import { formOf, newForm, type DraftForm } from '../draft-form.ts'
import { DeleteDraft } from './delete-draft.tsx'
import { MessageCard } from './message-card.tsx'
import { AudienceCard } from './audience-card.tsx'
import { OfferCard } from './offer-cards.tsx'
import { TimeCard } from './time-card.tsx'
import { PreviewCard, usePreview } from './preview-card.tsx'
import { ReleaseModal } from './release-modal.tsx'
import { useDraftForm, type DraftEditing } from './use-draft-form.ts'
import { useProblems } from './use-problems.ts'

type Props = { campaign: Campaign | null; choices: Choices; segmentId: string | null }

/** Writes a campaign on one page: audience, offer, message; beside it the mail as real people would get it. */
export function CampaignEditor({ campaign, choices, segmentId }: Props) {
  const { t } = useTranslation('campaigns')
  const start = useStart({ campaign, choices, segmentId })
  const editing = useDraftForm(start, choices, `campaign-${campaign?.id ?? `new-${segmentId ?? ''}`}`)
  const [tried, setTried] = useState(false)
  const preview = usePreview(editing.input)
  const { problemOf, complete, fieldNames } = useProblems(editing, preview, tried)
  const { save, saving, leaving, refused } = useSave(editing, complete, setTried)
  const [language, setLanguage] = useState<Language>(useShop().language)
  const [asking, setAsking] = useState<'release' | 'delete' | null>(null)
  const unsaved = editing.dirty && !leaving
  useAskBeforeLeaving(unsaved, editing.forget)
  const navigate = useNavigate()
  const discard = () => {
    editing.discard()
    setTried(false)
    if (campaign === null) navigate('/app/campaigns')
  }
  const ask = (question: 'release' | 'delete' | null) => () => {
    setAsking(question)
  }
  const nobody = preview?.outcome === 'preview' && preview.audience.recipients === 0
  const actions =
    campaign === null
      ? !unsaved && { primaryAction: { content: t('editor.save'), onAction: save, loading: saving } }
      : {
          primaryAction: {
            content: t('editor.release'),
            disabled: unsaved || !complete || nobody,
            onAction: ask('release'),
          },
          secondaryActions: [{ content: t('editor.delete'), destructive: true, onAction: ask('delete') }],
        }
  return (
    <Page
      title={campaign?.name ?? t('editor.newTitle')}
      backAction={{ content: t('editor.back'), url: '/app/campaigns' }}
      {...actions}
    >
      <SaveBar open={unsaved} discardConfirmation>
        <button variant="primary" {...(saving && { loading: '' })} onClick={save}>
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
            {tried && !complete && <Banner tone="critical">{t('editor.refused', { fields: fieldNames })}</Banner>}
            {campaign?.problem != null && <Banner tone="warning">{t(`editor.notBegun.${campaign.problem}`)}</Banner>}
            {refused !== null && <Banner tone="critical">{t(`editor.problem.${refused}`)}</Banner>}
            <AudienceCard editing={editing} choices={choices} problem={problemOf} />
            <OfferCard editing={editing} choices={choices} problem={problemOf} />
            <MessageCard editing={editing} problem={problemOf} language={language} onLanguage={setLanguage} />
            <TimeCard editing={editing} choices={choices} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <PreviewCard
            preview={preview}
            waitsFor={complete ? null : fieldNames}
            segmentId={editing.form.segmentIds[0] ?? ''}
            language={language}
            onLanguage={setLanguage}
          />
        </Layout.Section>
      </Layout>
      <ReleaseModal open={asking === 'release'} name={editing.form.name} onClose={ask(null)} />
      <DeleteDraft
        open={asking === 'delete'}
        name={campaign?.name ?? ''}
        onClose={ask(null)}
        onDeleted={editing.forget}
      />
    </Page>
  )
}

function useStart({ campaign, choices, segmentId }: Props): DraftForm {
  const { t } = useTranslation('campaigns')
  const reader = useShop()
  if (campaign !== null) return formOf(campaign, reader)
  const segment = segmentId ?? choices.segments[0]?.id ?? ''
  return newForm(t('editor.defaultName'), segment, choices.productTypes[0] ?? null, reader)
}

/** Saves a draft that is complete; one that is not has its fields marked instead. */
function useSave(editing: DraftEditing, complete: boolean, setTried: (tried: boolean) => void) {
  const { t } = useTranslation('campaigns')
  const shopify = useAppBridge()
  const fetcher = useFetcher<SaveOutcome>()
  const [sent, setSent] = useState(editing.form)
  const leaving = useAfterSaving(fetcher, () => {
    editing.settle(sent)
    setTried(false)
    shopify.toast.show(t('editor.saved'))
  })
  const outcome = fetcher.state === 'idle' ? fetcher.data?.outcome : undefined
  return {
    leaving,
    saving: fetcher.state !== 'idle',
    refused: outcome === undefined || outcome === 'saved' ? null : outcome,
    save: () => {
      setTried(true)
      if (!complete) return
      setSent(editing.form)
      fetcher.submit({ intent: 'save', draft: editing.input }, { method: 'post' })
    },
  }
}
