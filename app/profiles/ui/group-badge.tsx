import { Badge, Tooltip, type BadgeProps } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { RfmGroup } from '../../kernel/index.ts'

const tones: Partial<Record<RfmGroup, BadgeProps['tone']>> = {
  CHAMPIONS: 'success',
  LOYAL: 'success',
  ACTIVE: 'info',
  NEW: 'info',
  PROMISING: 'info',
  NEEDS_ATTENTION: 'attention',
  AT_RISK: 'warning',
  PREVIOUSLY_LOYAL: 'warning',
  ALMOST_LOST: 'attention',
}

/** The customer's group by its name, its meaning on hover. */
export function GroupBadge({ group }: { group: RfmGroup }) {
  const { t } = useTranslation('profiles')
  const tone = tones[group]
  return (
    <Tooltip content={t(`group.${group}.meaning`)}>
      <Badge {...(tone && { tone })}>{t(`group.${group}.name`)}</Badge>
    </Tooltip>
  )
}
