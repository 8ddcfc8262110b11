import { BlockStack, Card, DataTable, InlineStack, Link, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { rfmGroups } from '../../kernel/index.ts'
import { rfmDimensions, type RfmBorders } from '../rfm-borders.ts'
import { GroupBadge } from './group-badge.tsx'
import { useRangeWords } from './range-words.ts'

/** What each step means now, by dimension. */
export function BordersTable({ borders }: { borders: RfmBorders }) {
  const { t } = useTranslation('profiles')
  const words = useRangeWords(borders)
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('rfm.inForce')}
        </Text>
        <Text as="p" tone="subdued">
          {t(`rfm.origin.${borders.origin}`)}
        </Text>
        <DataTable
          columnContentTypes={['text', 'text', 'text', 'text']}
          headings={['', ...rfmDimensions.map((dimension) => t(`standing.${dimension}`))]}
          rows={[5, 4, 3, 2, 1].map((score) => [
            t('rfm.reaches', { score }),
            ...rfmDimensions.map((dimension) => words(dimension, score)),
          ])}
        />
      </BlockStack>
    </Card>
  )
}

/** The eleven groups, each with its meaning and how many customers are in it. */
export function GroupsCard({ groups }: { groups: Record<string, number> }) {
  const { t } = useTranslation('profiles')
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('rfm.groups')}
        </Text>
        {rfmGroups.map((group) => (
          <BlockStack key={group} gap="100">
            <InlineStack gap="200" blockAlign="center">
              <GroupBadge group={group} />
              <Link url={`/app/customers?group=${group}`}>{t('rfm.customers', { count: groups[group] ?? 0 })}</Link>
            </InlineStack>
            <Text as="p" tone="subdued">
              {t(`group.${group}.meaning`)}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  )
}
