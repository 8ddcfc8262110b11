import { BlockStack, Card, Layout, Page } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../kernel/index.ts'
import { useShop } from '../../ui/index.ts'
import type { Campaign } from '../campaign.ts'
import type { DryRun } from '../dry-run.server.ts'
import type { Preview } from '../preview.server.ts'
import { DryRunFacts } from './dry-run-facts.tsx'
import { PreviewCard } from './preview-card.tsx'
import { StatusBadge } from './status-badge.tsx'
import { Steering, useSteering } from './steering.tsx'

type Props = { campaign: Campaign; dryRun: DryRun; preview: Preview; person: string }

/** A campaign that was released and has not begun: what it will do, for who approves it or takes it back. */
export function WaitingPage({ campaign, dryRun, preview, person }: Props) {
  const { t } = useTranslation('campaigns')
  const steering = useSteering(campaign, person)
  const [language, setLanguage] = useState<Language>(useShop().language)
  return (
    <Page
      title={campaign.name}
      titleMetadata={<StatusBadge status={campaign.status} />}
      backAction={{ content: t('editor.back'), url: '/app/campaigns' }}
      {...steering.actions}
    >
      <BlockStack gap="400">
        <Steering steering={steering} />
        <Layout>
          <Layout.Section>
            <Card>
              <DryRunFacts {...dryRun} />
            </Card>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <PreviewCard
              preview={preview}
              waitsFor={null}
              segmentId={campaign.segmentIds[0] ?? ''}
              language={language}
              onLanguage={setLanguage}
            />
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  )
}
