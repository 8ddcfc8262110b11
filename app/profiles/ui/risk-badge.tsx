import { Badge } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { Risk } from '../outlook-view.ts'

/** How likely a customer is lost; `named` where no heading says what it is about. */
export function RiskBadge({ risk, named = false }: { risk: Risk; named?: boolean }) {
  const { t } = useTranslation('profiles')
  const word = t(`outlook.risk.${risk}`)
  return <Badge {...(tones[risk] && { tone: tones[risk] })}>{named ? t('list.risk', { risk: word }) : word}</Badge>
}

const tones = { low: 'success', raised: 'attention', high: undefined } as const
