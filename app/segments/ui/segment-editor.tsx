import { useFetcher, useNavigate } from '@remix-run/react'
import { SaveBar, useAppBridge } from '@shopify/app-bridge-react'
import { Banner, BlockStack, Layout, Page } from '@shopify/polaris'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAfterSaving, useAskBeforeLeaving, useDownload } from '../../ui/index.ts'
import type { MembershipView } from '../membership/page.server.ts'
import type { SaveOutcome, Segment } from '../segments.server.ts'
import type { SegmentTemplate } from '../templates.ts'
import { ChangesCard } from './changes-card.tsx'
import { DeleteSegment } from './delete-segment.tsx'
import { LiveCount } from './live-count.tsx'
import { PushCard, type PushView } from './push-card.tsx'
import { QueryCard } from './query-card.tsx'
import { NameCard, RulesCard } from './segment-cards.tsx'
import { SizeCard } from './size-card.tsx'
import { WhyCard } from './why-card.tsx'
import { useSegmentDraft, type SegmentDraft, type Start } from './use-segment-draft.ts'

type Props = {
  segment: Segment | null
  membership: MembershipView | null
  template: SegmentTemplate | null
  types: string[]
  push: PushView | null
}

/** Creates or changes a segment; who fits is counted while editing, and leaving loses nothing unasked. */
export function SegmentEditor({ segment, membership, template, types, push }: Props) {
  const { t } = useTranslation('segments')
  const start = startOf(segment, template, t)
  const draft = useSegmentDraft(start)
  const { save, saving, leaving, tried, nameProblem, refused, gone } = useSave(draft)
  const unsaved = draft.dirty && !leaving
  useAskBeforeLeaving(unsaved, draft.forget)
  const navigate = useNavigate()
  const download = useDownload(t('editor.exportFailed'))
  const discard = () => {
    draft.discard()
    if (start.id === null) navigate('/app/segments')
  }
  const saveAsItIs = unsaved ? undefined : { content: t('editor.save'), onAction: save, loading: saving }
  const primaryAction =
    start.id === null
      ? saveAsItIs
      : { content: t('editor.campaign'), url: `/app/campaigns/new?segment=${start.id}`, disabled: unsaved }
  return (
    <Page
      title={start.id === null ? t('editor.newTitle') : start.name}
      backAction={{ content: t('editor.back'), url: '/app/segments' }}
      {...(primaryAction && { primaryAction })}
      {...(start.id !== null && {
        secondaryActions: [
          {
            content: t('editor.export'),
            disabled: unsaved,
            onAction: () => void download(`/app/segments/${start.id ?? ''}.csv`, `${start.name}.csv`),
          },
        ],
      })}
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
            {gone && <Banner tone="warning">{t('editor.gone')}</Banner>}
            <NameCard draft={draft} problem={nameProblem} />
            <RulesCard draft={draft} types={types} tried={tried} />
            <QueryCard draft={draft} types={types} refused={refused} />
            {membership !== null && <SizeCard membership={membership} />}
            {membership !== null && start.id !== null && <ChangesCard segmentId={start.id} first={membership.log} />}
            {start.id !== null && <DeleteSegment name={start.name} onDeleted={draft.forget} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <LiveCount query={draft.text} />
            <WhyCard query={draft.text} />
            {start.id !== null && <PushCard push={push} />}
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  )
}

function startOf(segment: Segment | null, template: SegmentTemplate | null, t: TFunction<'segments'>): Start {
  if (segment !== null) return { ...segment, place: segment.id }
  const words = { description: '', owner: '' }
  if (template === null) return { id: null, place: 'new', name: '', query: '', ...words }
  const name = t(`template.${template.id}.name`, { type: template.type })
  return { id: null, place: `new-${template.id}`, name, query: template.query, ...words }
}

/** Saves what is whole; what is missing is marked instead. */
function useSave(draft: SegmentDraft) {
  const { t } = useTranslation('segments')
  const shopify = useAppBridge()
  const fetcher = useFetcher<SaveOutcome>()
  const [tried, setTried] = useState(false)
  const [sent, setSent] = useState({ name: '', text: '', snapshot: '' })
  const leaving = useAfterSaving(fetcher, () => {
    draft.settle(sent.snapshot)
    setTried(false)
    shopify.toast.show(t('editor.saved'))
  })
  const name = draft.name.trim()
  const answer = fetcher.data?.outcome === 'invalid' ? fetcher.data : null
  const refusedQuery = answer !== null && sent.text === draft.text ? answer.query : null
  const save = () => {
    setTried(true)
    if (name === '' || !draft.complete) return
    setSent({ name, text: draft.text, snapshot: draft.snapshot })
    const { text: query, description, owner } = draft
    fetcher.submit({ intent: 'save', name, query, description, owner }, { method: 'post' })
  }
  return {
    save,
    tried,
    leaving,
    saving: fetcher.state !== 'idle',
    nameProblem: tried && name === '' ? ('missing' as const) : sent.name === name ? (answer?.name ?? null) : null,
    refused: refusedQuery === 'missing' ? null : refusedQuery,
    gone: fetcher.data?.outcome === 'gone',
  }
}
