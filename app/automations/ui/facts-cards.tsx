import { Badge, BlockStack, Card, InlineStack, Text, Tooltip } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { AutomationDetails, VersionLine } from '../page.server.ts'

/** What its mails have brought since it exists, and how people's ways have ended. */
export function BroughtCard({ details }: { details: AutomationDetails }) {
  const { t } = useTranslation('automations')
  const format = useFormat()
  const figures = [
    ['sent', format.number(details.sent)],
    ['redeemed', format.number(details.redeemed)],
    ['net', format.money(details.netMinor)],
  ] as const
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {details.redeemed === 0
            ? t('brought.nothingYet')
            : t('brought.finding', { count: details.redeemed, net: format.money(details.netMinor) })}
        </Text>
        {figures.map(([key, value]) => (
          <Tooltip key={key} content={t(`brought.${key}Meaning`)}>
            <Row label={t(`brought.${key}`)} value={value} />
          </Tooltip>
        ))}
        {details.reasons.map(({ reason, people }) => (
          <Row key={reason} label={t(`ended.${reason}`)} value={format.number(people)} quiet />
        ))}
      </BlockStack>
    </Card>
  )
}

function Row({ label, value, quiet = false }: { label: string; value: string; quiet?: boolean }) {
  return (
    <InlineStack align="space-between" gap="200">
      <Text as="span" {...(quiet && { tone: 'subdued' })}>
        {label}
      </Text>
      <Text as="span" numeric {...(quiet && { tone: 'subdued' })}>
        {value}
      </Text>
    </InlineStack>
  )
}

/** Which versions there are, and how many people finish on each. */
export function VersionsCard({ versions, current }: { versions: VersionLine[]; current: number }) {
  const { t } = useTranslation('automations')
  const format = useFormat()
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('versions.title')}
        </Text>
        {versions.map(({ version, createdAt, underWay }) => (
          <InlineStack key={version} align="space-between" gap="200">
            <BlockStack>
              <InlineStack gap="200">
                <Text as="span" fontWeight="medium">
                  {t('versions.version', { version })}
                </Text>
                {version === current && <Badge tone="info">{t('versions.current')}</Badge>}
              </InlineStack>
              <Text as="span" tone="subdued">
                {format.dayTime(createdAt)}
              </Text>
            </BlockStack>
            <Text as="span" tone="subdued">
              {t('versions.underWay', { count: underWay })}
            </Text>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  )
}
