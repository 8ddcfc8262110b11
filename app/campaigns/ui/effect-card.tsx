import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { Effect } from '../effect/index.ts'

const tones = { more: 'success', less: 'critical', uneven: 'warning' } as const

/** What the campaign brought that would not have come without it, in a sentence and two figures with their intervals. */
export function EffectCard({ effect, until }: { effect: Effect; until: string }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const { verdict, treated, held, revenue, orders, needed } = effect
  const tone = verdict in tones ? { tone: tones[verdict as keyof typeof tones] } : {}
  const whole = revenue === null ? null : format.money(Math.round(revenue.difference * treated))
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t('effect.title')}
          </Text>
          <Badge {...tone}>{t(`effect.badge.${verdict}`)}</Badge>
        </InlineStack>
        <Text as="p">
          {t(`effect.verdict.${verdict}`, { until, whole, treated: format.number(treated), held: format.number(held) })}
        </Text>
        {revenue !== null && (
          <Figure
            label={t('effect.revenue')}
            value={signed(format.money(Math.round(revenue.difference)), revenue.difference)}
            range={t('effect.range', {
              low: format.money(Math.round(revenue.low)),
              high: format.money(Math.round(revenue.high)),
            })}
          />
        )}
        {orders !== null && (
          <Figure
            label={t('effect.orders')}
            value={signed(format.decimal(orders.difference * 100), orders.difference)}
            range={t('effect.range', {
              low: format.decimal(orders.low * 100),
              high: format.decimal(orders.high * 100),
            })}
          />
        )}
        {needed !== null && (
          <Text as="p" tone="subdued">
            {t(verdict === 'too-few' ? 'effect.neededToTell' : 'effect.needed', { people: format.number(needed) })}
          </Text>
        )}
        {verdict !== 'no-holdout' && (
          <Text as="p" tone="subdued" variant="bodySm">
            {t('effect.how', { treated: format.number(treated), held: format.number(held) })}
          </Text>
        )}
      </BlockStack>
    </Card>
  )
}

function Figure({ label, value, range }: { label: string; value: string; range: string }) {
  return (
    <BlockStack gap="050">
      <Text as="span" tone="subdued">
        {label}
      </Text>
      <Text as="span" variant="headingLg" numeric>
        {value}
      </Text>
      <Text as="span" tone="subdued" variant="bodySm" numeric>
        {range}
      </Text>
    </BlockStack>
  )
}

function signed(text: string, value: number): string {
  return value > 0 ? `+${text}` : text
}
