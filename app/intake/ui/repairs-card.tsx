import { BlockStack, Card, Link, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { RepairView } from '../receipt/repairs.server.ts'
import { useMoment } from './use-moment.ts'
import { useTopicName } from './use-topic-name.ts'

/** What differed from the shop and was put right, newest first. */
export function RepairsCard({ repairs, asOf }: { repairs: RepairView[]; asOf: string }) {
  const { t } = useTranslation('intake')
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('receipt.repair.title')}
        </Text>
        {repairs.length === 0 && (
          <Text as="p" tone="subdued">
            {t('receipt.repair.none')}
          </Text>
        )}
        {repairs.map((repair) => (
          <Repair key={repair.id} repair={repair} asOf={asOf} />
        ))}
      </BlockStack>
    </Card>
  )
}

function Repair({ repair, asOf }: { repair: RepairView; asOf: string }) {
  const { t } = useTranslation('intake')
  const { said } = useMoment(asOf)
  const topicName = useTopicName()
  const { subject, subjectId, name, difference, link, at } = repair
  const title = () => {
    if (subject === 'subscription') {
      const topic = topicName(subjectId)
      return topic === subjectId ? t('receipt.repair.surplus') : t('receipt.repair.subscription', { name: topic })
    }
    if (name === null) return t(`receipt.repair.unnamed.${subject}`, { id: subjectId })
    return t('receipt.repair.named', { subject: t(`receipt.repair.subject.${subject}`), name })
  }
  const what =
    subject === 'subscription'
      ? `receipt.repair.subscriptionDifference.${difference}`
      : `receipt.repair.difference.${difference}`
  return (
    <BlockStack gap="050">
      <Text as="h3" breakWord>
        {link === null ? (
          title()
        ) : (
          <Link url={link} target="_top">
            {title()}
          </Link>
        )}
      </Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {t(what)}, {said(at)}
      </Text>
    </BlockStack>
  )
}
