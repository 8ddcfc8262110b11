import { Banner, BlockStack, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { DryRun } from '../dry-run.server.ts'
import { AudienceCount } from './audience-count.tsx'

/** What a release would do now: who gets the mail, what it may cost, and what speaks against it. */
export function DryRunFacts({ audience, overlaps, cost, segmentGone }: DryRun) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  return (
    <BlockStack gap="300">
      {segmentGone && <Banner tone="critical">{t('release.refused.segment-gone')}</Banner>}
      <AudienceCount audience={audience} />
      {overlaps.map(({ id, name, people }) => (
        <Text key={id} as="p" tone="subdued">
          {t('dryRun.overlap', { count: people, people: format.number(people), name })}
        </Text>
      ))}
      <Text as="p">{t('dryRun.cost', { cost: format.money(cost.everybodyMinor) })}</Text>
      {cost.eatsMargin === true && <Banner tone="warning">{t('dryRun.eatsMargin')}</Banner>}
      {cost.givenAway && (
        <Banner tone="warning">
          {t('dryRun.givenAway', { likely: format.number(cost.likely), predicted: format.number(cost.predicted) })}
        </Banner>
      )}
    </BlockStack>
  )
}
