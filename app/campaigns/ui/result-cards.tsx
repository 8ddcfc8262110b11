import { BlockStack, Card, Divider, InlineGrid, InlineStack, Text, Tooltip } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import { fates } from '../fate.ts'
import type { CampaignResult } from '../result.server.ts'

/** What came back, first as a sentence, then as figures. */
export function BroughtCard({ result }: { result: CampaignResult }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const { redeemed, netMinor, refundedMinor, discountMinor, currency, sent } = result
  const net = format.money(netMinor, currency)
  const figures = [
    { key: 'redeemed', value: format.number(redeemed) },
    { key: 'net', value: net },
    { key: 'discount', value: format.money(discountMinor, currency) },
    { key: 'rate', value: sent === 0 ? '–' : format.percent(redeemed / sent) },
  ]
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {redeemed === 0
            ? t('result.nothingYet')
            : t('result.finding', { count: redeemed, orders: format.number(redeemed), net })}
        </Text>
        <InlineGrid columns={{ xs: 2, md: 4 }} gap="400">
          {figures.map(({ key, value }) => (
            <Tooltip key={key} content={t(`figure.${key}Meaning`)}>
              <BlockStack gap="050">
                <Text as="span" tone="subdued">
                  {t(`figure.${key}`)}
                </Text>
                <Text as="span" variant="headingLg" numeric>
                  {value}
                </Text>
              </BlockStack>
            </Tooltip>
          ))}
        </InlineGrid>
        {refundedMinor > 0 && (
          <Text as="p" tone="subdued">
            {t('result.refunded', { refunded: format.money(refundedMinor, currency) })}
          </Text>
        )}
      </BlockStack>
    </Card>
  )
}

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
        <Divider />
        <Row label={t('result.codes')} value={format.number(result.codesIssued)} />
      </BlockStack>
    </Card>
  )
}

/** A figure with its name. */
export function Row({ label, value, quiet = false }: { label: string; value: string; quiet?: boolean }) {
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
