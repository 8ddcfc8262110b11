import { Badge } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { DeliveryRow } from '../receipt/deliveries.server.ts'

const tones = { failed: 'critical', waiting: 'attention', applied: 'success', outdated: undefined, ignored: undefined }

/** What has become of a delivery. */
export function OutcomeBadge({ outcome }: Pick<DeliveryRow, 'outcome'>) {
  const { t } = useTranslation('intake')
  const tone = tones[outcome] as 'critical' | 'attention' | 'success' | undefined
  return <Badge {...(tone !== undefined && { tone })}>{t(`receipt.delivery.outcome.${outcome}`)}</Badge>
}
