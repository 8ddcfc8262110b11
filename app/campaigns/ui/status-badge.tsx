import { Badge } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { CampaignStatus } from '../campaign.ts'

const tones = {
  awaiting: 'warning',
  scheduled: 'info',
  preparing: 'attention',
  sending: 'attention',
  paused: 'warning',
  sent: 'success',
  failed: 'critical',
} as const

export function StatusBadge({ status }: { status: CampaignStatus }) {
  const { t } = useTranslation('campaigns')
  if (status === 'draft' || status === 'cancelled') return <Badge>{t(`status.${status}`)}</Badge>
  return <Badge tone={tones[status]}>{t(`status.${status}`)}</Badge>
}
