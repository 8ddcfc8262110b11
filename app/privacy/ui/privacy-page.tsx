import { BlockStack, Card, Divider, Layout, Page, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { AuditView } from '../audit.ts'
import type { DataRequestRow } from '../data-request.ts'
import { RequestItem } from './request-item.tsx'

/** What the law asked of the shop through Shopify: requests to hand over, and the log of what was done. */
export function PrivacyPage({ requests, acts, now }: { requests: DataRequestRow[]; acts: AuditView[]; now: string }) {
  const { t } = useTranslation('privacy')
  return (
    <Page title={t('page.title')} subtitle={t('page.subtitle')}>
      <Layout>
        <Layout.Section>
          <Card>
            <BlockStack gap="400">
              <Text as="h2" variant="headingMd">
                {t('requests.title')}
              </Text>
              {requests.length === 0 && <Text as="p">{t('requests.none')}</Text>}
              {requests.map((request, index) => (
                <BlockStack key={request.id} gap="400">
                  {index > 0 && <Divider />}
                  <RequestItem request={request} now={now} />
                </BlockStack>
              ))}
            </BlockStack>
          </Card>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <ActsCard acts={acts} />
        </Layout.Section>
      </Layout>
    </Page>
  )
}

function ActsCard({ acts }: { acts: AuditView[] }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('acts.title')}
        </Text>
        <Text as="p" tone="subdued">
          {t(acts.length === 0 ? 'acts.none' : 'acts.note')}
        </Text>
        {acts.map(({ id, act, rows, doneAt }) => (
          <BlockStack key={id}>
            <Text as="p">{t(`acts.${act}`, { count: rows })}</Text>
            <Text as="p" tone="subdued" variant="bodySm">
              {format.dayTime(doneAt)}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  )
}
