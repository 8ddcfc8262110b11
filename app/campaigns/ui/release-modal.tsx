import { useFetcher } from '@remix-run/react'
import { Banner, BlockStack, Modal, Spinner, Text } from '@shopify/polaris'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { DryRun } from '../dry-run.server.ts'
import type { ReleaseOutcome } from '../release.server.ts'
import { DryRunFacts } from './dry-run-facts.tsx'

type Checked = { outcome: 'checked' } & DryRun

/** Asks once more, with the exact numbers of this moment, before mails leave that nobody can call back. */
export function ReleaseModal({ open, name, onClose }: { open: boolean; name: string; onClose: () => void }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const check = useFetcher<Checked>()
  const release = useFetcher<ReleaseOutcome>()
  useEffect(() => {
    if (open) check.submit({ intent: 'check' }, { method: 'post' })
  }, [open]) // asked each time it opens
  const checked = check.state === 'idle' ? check.data : undefined
  const audience = checked?.audience
  const outcome = release.data?.outcome
  const accepted = outcome === 'released' || outcome === 'scheduled' || outcome === 'awaiting'
  const refused = outcome !== undefined && !accepted ? outcome : null
  const content =
    audience === undefined
      ? t('release.checking')
      : t('release.confirm', { count: audience.recipients, people: format.number(audience.recipients) })
  return (
    <Modal
      open={open}
      onClose={onClose}
      title={t('release.title', { name })}
      primaryAction={{
        content,
        loading: release.state !== 'idle',
        disabled: audience === undefined || audience.recipients === 0,
        onAction: () => {
          release.submit({ intent: 'release' }, { method: 'post' })
        },
      }}
      secondaryActions={[{ content: t('release.cancel'), onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {refused !== null && <Banner tone="critical">{t(`release.refused.${refused}`)}</Banner>}
          {checked === undefined ? (
            <Spinner size="small" accessibilityLabel={t('release.checking')} />
          ) : (
            <DryRunFacts {...checked} />
          )}
          <Text as="p">{t('release.final')}</Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
