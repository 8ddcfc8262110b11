import { Banner, List } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { RefusalView } from '../refusals.server.ts'

/** What Shopify has refused to tell, and why. */
export function RefusalsBanner({ refusals }: { refusals: RefusalView[] }) {
  const { t } = useTranslation('intake')
  if (refusals.length === 0) return null
  return (
    <Banner tone="warning" title={t('receipt.refusal.title')}>
      <List>
        {refusals.map(({ subject, subjectId, name, reason }) => (
          <List.Item key={`${subject}-${subjectId}`}>
            {t(`receipt.refusal.${subject}`, { name })} {t('receipt.refusal.reason', { reason })}
          </List.Item>
        ))}
      </List>
    </Banner>
  )
}
