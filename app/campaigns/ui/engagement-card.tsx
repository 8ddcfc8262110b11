import { BlockStack, Card, Divider, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { Engagement } from '../engagement/read-engagement.server.ts'
import { Row } from './result-cards.tsx'

/** What came back of the mails, in people: signs, not effects. */
export function EngagementCard({ engagement }: { engagement: Engagement }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const { openedByMachines, clickedByMachines, bounced, putOff, complained } = engagement
  const machines = openedByMachines + clickedByMachines
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('engagement.title')}
        </Text>
        <Row label={t('engagement.opened')} value={format.number(engagement.opened)} />
        <Row label={t('engagement.clicked')} value={format.number(engagement.clicked)} />
        {machines > 0 && <Row label={t('engagement.machines')} value={format.number(machines)} quiet />}
        <Text as="p" tone="subdued">
          {t('engagement.meaning')}
        </Text>
        <Divider />
        <Row label={t('engagement.bounced')} value={format.number(bounced)} />
        {putOff > 0 && <Row label={t('engagement.putOff')} value={format.number(putOff)} quiet />}
        <Row label={t('engagement.complained')} value={format.number(complained)} />
      </BlockStack>
    </Card>
  )
}
