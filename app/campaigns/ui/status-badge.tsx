import { Badge } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { CampaignStatus } from '../campaign.ts'

const tones = { preparing: 'attention', sending: 'attention', sent: 'success', failed: 'critical' } as const

export function StatusBadge({ status }: { status: CampaignStatus }) {
  const { t } = useTranslation('campaigns')
  if (status === 'draft') return <Badge>{t('status.draft')}</Badge>
  return <Badge tone={tones[status]}>{t(`status.${status}`)}</Badge>
}
