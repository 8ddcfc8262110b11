import { BlockStack, Card, Divider, InlineStack, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import { fates } from '../fate.ts'
import type { CampaignResult } from '../result.server.ts'

/** Where every mail of the audience has gone; the parts always make up the whole. */
export function MailsCard({ result }: { result: CampaignResult }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('result.mails')}
        </Text>
        <Row label={t('result.audience')} value={format.number(result.audience)} />
        <Divider />
        {fates
          .filter((fate) => result[fate] > 0 || fate === 'sent')
          .map((fate) => (
            <Row key={fate} label={t(`fate.${fate}`)} value={format.number(result[fate])} />
          ))}
        {Object.entries(result.skippedFor).map(([reason, people]) => (
          <Row key={reason} label={t(`reason.${reason}`)} value={format.number(people)} quiet />
        ))}
        {result.forgotten > 0 && <Row label={t('result.forgotten')} value={format.number(result.forgotten)} />}
        <Divider />
        <Row label={t('result.codes')} value={format.number(result.codesIssued)} />
      </BlockStack>
    </Card>
  )
}

function Row({ label, value, quiet = false }: { label: string; value: string; quiet?: boolean }) {
  const tone = quiet ? { tone: 'subdued' as const } : {}
  return (
    <InlineStack align="space-between" gap="200" wrap={false}>
      <Text as="span" {...tone}>
        {label}
      </Text>
      <Text as="span" numeric {...tone}>
        {value}
      </Text>
    </InlineStack>
  )
}
