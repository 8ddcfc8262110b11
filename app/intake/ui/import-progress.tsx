import { useFetcher } from '@remix-run/react'
import { Banner, BlockStack, Button, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import { shareOf, type ImportProgressView, type StepView } from '../history/progress.ts'
import { useFreshData } from './use-fresh-data.ts'

const LOOK_AGAIN_MS = 1500

/** How far the import of the shop's history is; draws nothing once it is done. Keeps the page's data fresh while it runs. */
export function ImportProgress({ progress }: { progress: ImportProgressView }) {
  useFreshData(progress.outcome === 'running', LOOK_AGAIN_MS)
  if (progress.outcome === 'running') return <Running steps={progress.steps} />
  if (progress.outcome === 'failed') return <Failed steps={progress.steps} />
  return null
}

function Running({ steps }: { steps: StepView[] }) {
  const { t } = useTranslation('intake')
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('import.title')}
          </Text>
          <Text as="p" tone="subdued">
            {t('import.usable')}
          </Text>
        </BlockStack>
        {steps.map((step) => (
          <Step key={step.kind} step={step} />
        ))}
      </BlockStack>
    </Card>
  )
}

function Step({ step }: { step: StepView }) {
  const { t } = useTranslation('intake')
  const label = useId()
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" gap="200">
        <Text as="span" id={label}>
          {t(`import.kind.${step.kind}`)}
        </Text>
        <Text as="span" tone="subdued">
          {useStatus(step)}
        </Text>
      </InlineStack>
      <ProgressBar
        progress={Math.round(shareOf(step) * 100)}
        size="small"
        ariaLabelledBy={label}
        tone={step.status === 'failed' ? 'critical' : 'primary'}
      />
    </BlockStack>
  )
}

function useStatus({ status, done, total }: StepView): string {
  const { t } = useTranslation('intake')
  const { number } = useFormat()
  if (status === 'reading' && total !== null)
    return t('import.status.reading', { done: number(done), total: number(total) })
  if (status === 'done') return t('import.status.done', { done: number(done) })
  return t(`import.status.${status === 'reading' ? 'exporting' : status}`)
}

function Failed({ steps }: { steps: StepView[] }) {
  const { t } = useTranslation('intake')
  const retry = useFetcher()
  const kinds = steps.filter(({ status }) => status === 'failed').map(({ kind }) => t(`import.kind.${kind}`))
  return (
    <Banner tone="warning" title={t('import.failed.title')}>
      <BlockStack gap="200">
        <Text as="p">{t('import.failed.body', { kinds: kinds.join(', ') })}</Text>
        <InlineStack>
          <Button
            loading={retry.state !== 'idle'}
            onClick={() => retry.submit(null, { method: 'post', action: '/app/import' })}
          >
            {t('import.failed.retry')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Banner>
  )
}
