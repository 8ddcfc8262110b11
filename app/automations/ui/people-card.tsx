import { Badge, BlockStack, Box, Card, Divider, InlineStack, Link, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { AutomationDetails, PathStep, RunLine } from '../page.server.ts'

/** Who is and was under way, each with the steps they went. */
export function PeopleCard({ details: { runs, total } }: { details: AutomationDetails }) {
  const { t } = useTranslation('automations')
  const format = useFormat()
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('people.title')}
        </Text>
        {runs.length === 0 && (
          <Text as="p" tone="subdued">
            {t('people.none')}
          </Text>
        )}
        {runs.map((run) => (
          <Person key={run.id} run={run} />
        ))}
        {total > runs.length && (
          <Text as="p" tone="subdued">
            {t('people.more', { shown: format.number(runs.length), total: format.number(total) })}
          </Text>
        )}
      </BlockStack>
    </Card>
  )
}

function Person({ run }: { run: RunLine }) {
  const { t } = useTranslation('automations')
  const format = useFormat()
  const ended = run.status === 'ended'
  return (
    <BlockStack gap="200">
      <Divider />
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Link url={`/app/customers/${run.customerId}`} removeUnderline>
          {run.name === '' ? t('people.nameless') : run.name}
        </Link>
        <Badge {...(!ended && { tone: 'attention' })}>
          {t(`ended.${ended ? (run.reason ?? 'finished') : 'under-way'}`)}
        </Badge>
      </InlineStack>
      <Text as="p" tone="subdued" variant="bodySm">
        {[run.about, t('people.began', { at: format.dayTime(run.startedAt) }), t('versions.version', run)]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      <Box paddingInlineStart="300">
        <BlockStack gap="100">
          {run.path.map((step, at) => (
            <StepLine key={at} step={step} />
          ))}
          {run.wakeAt !== null && !ended && (
            <Text as="p" variant="bodySm">
              {t('people.goesOn', { at: format.dayTime(run.wakeAt) })}
            </Text>
          )}
        </BlockStack>
      </Box>
    </BlockStack>
  )
}

function StepLine({ step: { kind, outcome, detail, at } }: { step: PathStep }) {
  const { t } = useTranslation('automations')
  const format = useFormat()
  const said = outcome === null ? t('people.stepUnderWay') : t(`outcome.${kind}.${outcome}`)
  const reason = detail === null ? '' : t(`detail.${detail}`, { defaultValue: detail })
  return (
    <Text as="p" variant="bodySm">
      {[t(`step.${kind}`), said, reason, format.dayTime(at)].filter(Boolean).join(' · ')}
    </Text>
  )
}
