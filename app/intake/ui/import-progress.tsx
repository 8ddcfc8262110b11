import { Banner, BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { ImportProgressView } from '../history/progress.ts'
import { CancelImport, RepeatImport } from './import-actions.tsx'
import { ImportSteps } from './import-steps.tsx'
import { useFreshData } from './use-fresh-data.ts'

const LOOK_AGAIN_MS = 1500

/** How far the import of the shop's history is; draws nothing once it is done. Keeps the page's data fresh while it runs. */
export function ImportProgress({ progress }: { progress: ImportProgressView }) {
  useFreshData(progress.outcome === 'running', LOOK_AGAIN_MS)
  if (progress.outcome === 'running') return <Running progress={progress} />
  if (progress.outcome === 'failed' || progress.outcome === 'canceled') return <Incomplete progress={progress} />
  return null
}

function Running({ progress }: { progress: ImportProgressView }) {
  const { t } = useTranslation('intake')
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('import.title')}
          </Text>
          <Text as="p" tone="subdued">
            {t(progress.recentIn ? 'import.recentIn' : 'import.usable')}
          </Text>
        </BlockStack>
        <ImportSteps progress={progress} />
        <InlineStack gap="400" blockAlign="center">
          <CancelImport />
          <Link url="/app/import">{t('import.details')}</Link>
        </InlineStack>
      </BlockStack>
    </Card>
  )
}

function Incomplete({ progress }: { progress: ImportProgressView }) {
  const { t } = useTranslation('intake')
  const missing = progress.steps.filter(({ status }) => status === 'failed' || status === 'canceled')
  const kinds = missing.map(({ kind }) => t(`import.kind.${kind}`)).join(', ')
  return (
    <Banner tone={progress.outcome === 'failed' ? 'warning' : 'info'} title={t('import.failed.title')}>
      <BlockStack gap="200">
        <Text as="p">{t('import.failed.body', { kinds })}</Text>
        <InlineStack>
          <RepeatImport />
        </InlineStack>
      </BlockStack>
    </Banner>
  )
}
