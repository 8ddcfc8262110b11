import { BlockStack, Card, InlineStack, Layout, Page, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { ImportProgressView } from '../history/progress.ts'
import { CancelImport, RepeatImport } from './import-actions.tsx'
import { ImportSteps } from './import-steps.tsx'
import { useFreshData } from './use-fresh-data.ts'

const LOOK_AGAIN_MS = 1500

/** The import of the shop's history, also after it has ended: what came, and how to stop it or begin it again. */
export function ImportPage({ progress }: { progress: ImportProgressView }) {
  const { t } = useTranslation('intake')
  const running = progress.outcome === 'running'
  useFreshData(running, LOOK_AGAIN_MS)
  return (
    <Page title={t('import.page')} backAction={{ content: t('import.back'), url: '/app' }}>
      <Layout>
        <Layout.Section>
          <Card>
            <BlockStack gap="400">
              <Text as="p">{useSummary(progress)}</Text>
              <ImportSteps progress={progress} />
              <InlineStack>{running ? <CancelImport /> : <RepeatImport />}</InlineStack>
            </BlockStack>
          </Card>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Card>
            <Text as="p" tone="subdued">
              {t(running ? 'import.meanwhile' : 'import.harmless')}
            </Text>
          </Card>
        </Layout.Section>
      </Layout>
    </Page>
  )
}

function useSummary({ outcome, steps, finishedAt, recentIn }: ImportProgressView): string {
  const { t } = useTranslation('intake')
  const { dayTime } = useFormat()
  if (outcome === 'running') return t(recentIn ? 'import.recentIn' : 'import.usable')
  const summary = outcome === 'done' && steps.some(({ problem }) => problem !== null) ? 'doneExcept' : outcome
  return t(`import.summary.${summary}`, { at: finishedAt === null ? '' : dayTime(finishedAt) })
}
