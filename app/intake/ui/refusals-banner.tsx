import { Banner, List } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { RefusalView } from '../refusals.server.ts'
import { Reason } from './reason.tsx'

/** What Shopify has refused to tell, and why. */
export function RefusalsBanner({ refusals }: { refusals: RefusalView[] }) {
  const { t } = useTranslation('intake')
  if (refusals.length === 0) return null
  return (
    <Banner tone="warning" title={t('receipt.refusal.title')}>
      <List>
        {refusals.map(({ subject, subjectId, name, reason }) => (
          <List.Item key={`${subject}-${subjectId}`}>
            {t(`receipt.refusal.${subject}`, { name })}
            <Reason problem={reason} />
          </List.Item>
        ))}
      </List>
    </Banner>
  )
}
