import { BlockStack, InlineStack, ProgressBar, Text } from '@shopify/polaris'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import { shareOf, type ImportProgressView, type StepView } from '../history/progress.ts'
import { reasonOf } from '../receipt/reason.ts'
import { Reason } from './reason.tsx'

/** Every step with its counts, and the time that is left once it can be known. */
export function ImportSteps({ progress: { outcome, steps, secondsLeft } }: { progress: ImportProgressView }) {
  const { t } = useTranslation('intake')
  return (
    <BlockStack gap="400">
      {steps.map((step) => (
        <Step key={step.kind} step={step} />
      ))}
      {outcome === 'running' && (
        <Text as="p" tone="subdued">
          {secondsLeft === null
            ? t('import.left.unknown')
            : secondsLeft < 60
              ? t('import.left.seconds')
              : t('import.left.minutes', { count: Math.ceil(secondsLeft / 60) })}
        </Text>
      )}
    </BlockStack>
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
      {step.status === 'done' && step.problem !== null && <Reason problem={step.problem}>{t('import.aside')}</Reason>}
      {step.status === 'failed' && step.problem !== null && (
        <Reason problem={step.problem} critical>
          {t(`receipt.delivery.why.${reasonOf(step.problem)}`)}
        </Reason>
      )}
    </BlockStack>
  )
}

function useStatus({ status, done, total }: StepView): string {
  const { t } = useTranslation('intake')
  const { number } = useFormat()
  switch (status) {
    case 'exporting':
      return total === null ? t('import.status.exporting') : t('import.status.counting', { total: number(total) })
    case 'reading':
      return total === null
        ? t('import.status.readingSome', { done: number(done) })
        : t('import.status.reading', { done: number(done), total: number(total) })
    case 'done':
    case 'canceled':
      return t(`import.status.${status}`, { done: number(done) })
    case 'waiting':
    case 'ready':
    case 'failed':
      return t(`import.status.${status}`)
  }
}
