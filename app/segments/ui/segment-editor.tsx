import { useBlocker, useFetcher, useNavigate } from '@remix-run/react'
import { SaveBar, useAppBridge } from '@shopify/app-bridge-react'
import { Banner, BlockStack, Layout, Page } from '@shopify/polaris'
import type { TFunction } from 'i18next'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { SaveOutcome, Segment } from '../segments.server.ts'
import type { SegmentTemplate } from '../templates.ts'
import { DeleteSegment } from './delete-segment.tsx'
import { LiveCount } from './live-count.tsx'
import { NameCard, RulesCard } from './segment-cards.tsx'
import { useSegmentDraft, type Start } from './use-segment-draft.ts'

type Props = { segment: Segment | null; template: SegmentTemplate | null; types: string[] }

/** Creates or changes a segment; who fits is counted while editing, and leaving loses nothing unasked. */
export function SegmentEditor({ segment, template, types }: Props) {
  const { t } = useTranslation('segments')
  const start = startOf(segment, template, t)
  const draft = useSegmentDraft(start)
  const fetcher = useFetcher<SaveOutcome>()
  const outcome = fetcher.data
  const saving = fetcher.state !== 'idle'
  const created = outcome?.outcome === 'saved' && start.id === null
  const unsaved = !created && (draft.dirty || (start.id === null && start.rules.length > 0))
  useAfterSaving(outcome, start.id, draft.forget)
  useAskBeforeLeaving(draft.dirty && !created, draft.forget)
  const navigate = useNavigate()
  const discard = () => {
    draft.discard()
    if (start.id === null) navigate('/app/segments')
  }
  const invalid = outcome?.outcome === 'invalid' ? outcome : null
  return (
    <Page
      title={start.id === null ? t('editor.newTitle') : start.name}
      backAction={{ content: t('editor.back'), url: '/app/segments' }}
      {...(start.id !== null && {
        primaryAction: {
          content: t('editor.campaign'),
          url: `/app/campaigns/new?segment=${start.id}`,
          disabled: unsaved,
        },
      })}
    >
      <SaveBar open={unsaved} discardConfirmation>
        <button
          variant="primary"
          {...(saving && { loading: '' })}
          onClick={() => {
            const form = { intent: 'save', name: draft.name, rules: JSON.stringify(draft.rules) }
            fetcher.submit(form, { method: 'post' })
          }}
        >
          {t('editor.save')}
        </button>
        <button onClick={discard}>{t('editor.discard')}</button>
      </SaveBar>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {outcome?.outcome === 'gone' && <Banner tone="warning">{t('editor.gone')}</Banner>}
            <NameCard draft={draft} problem={invalid?.name ?? null} />
            <RulesCard draft={draft} types={types} problems={invalid?.rules ?? []} />
            {start.id !== null && <DeleteSegment name={start.name} onDeleted={draft.forget} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <LiveCount rules={draft.rules} />
        </Layout.Section>
      </Layout>
    </Page>
  )
}

function startOf(segment: Segment | null, template: SegmentTemplate | null, t: TFunction<'segments'>): Start {
  if (segment !== null) return segment
  if (template === null) return { id: null, name: '', rules: [] }
  return { id: null, name: t(`template.${template.id}.name`, { type: template.type }), rules: template.rules }
}

/** Says that it worked; a new segment moves to its own address. */
function useAfterSaving(outcome: SaveOutcome | undefined, startId: string | null, forget: () => void) {
  const { t } = useTranslation('segments')
  const shopify = useAppBridge()
  const navigate = useNavigate()
  useEffect(() => {
    if (outcome?.outcome !== 'saved') return
    forget()
    shopify.toast.show(t('editor.saved'))
    if (startId === null) navigate(`/app/segments/${outcome.id}`, { replace: true })
  }, [outcome]) // once for each save
}

function useAskBeforeLeaving(unsaved: boolean, forget: () => void) {
  const shopify = useAppBridge()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => unsaved && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    void shopify.saveBar.leaveConfirmation().then(() => {
      forget()
      blocker.proceed()
    })
  }, [blocker]) // each attempt to leave is asked once
}
