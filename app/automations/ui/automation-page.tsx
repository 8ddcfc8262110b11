import { SaveBar } from '@shopify/app-bridge-react'
import { Banner, BlockStack, Layout, List, Page } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAskBeforeLeaving } from '../../ui/index.ts'
import type { AutomationDetails } from '../page.server.ts'
import type { Automation } from '../store.server.ts'
import { LiveBadge } from './automation-list.tsx'
import { FlowCard } from './flow-card.tsx'
import { LimitsCard } from './limits-card.tsx'
import { PeopleCard } from './people-card.tsx'
import { BroughtCard, VersionsCard } from './facts-cards.tsx'
import { SwitchModal } from './switch-modal.tsx'
import { useEditing } from './use-editing.ts'

type Props = { automation: Automation; details: AutomationDetails; segments: { id: string; name: string }[] }

/** One automation: its way step by step, who is on it, and what it has brought. */
export function AutomationPage({ automation, details, segments }: Props) {
  const { t } = useTranslation('automations')
  const editing = useEditing(automation)
  const [asking, setAsking] = useState(false)
  const live = automation.liveSince !== null
  useAskBeforeLeaving(editing.dirty, editing.discard)
  const underWay = details.reasons.find(({ reason }) => reason === 'under-way')?.people ?? 0
  const ask = (open: boolean) => () => {
    setAsking(open)
  }
  return (
    <Page
      title={automation.name}
      titleMetadata={<LiveBadge live={live} />}
      subtitle={t(`trigger.${automation.definition.trigger.kind}`)}
      backAction={{ content: t('list.title'), url: '/app/automations' }}
      primaryAction={{
        content: t(live ? 'switch.off' : 'switch.on'),
        disabled: editing.dirty,
        onAction: ask(true),
      }}
    >
      <SaveBar open={editing.dirty} discardConfirmation>
        <button variant="primary" {...(editing.saving && { loading: '' })} onClick={editing.save}>
          {t('editor.save')}
        </button>
        <button onClick={editing.discard}>{t('editor.discard')}</button>
      </SaveBar>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {editing.refused !== null && <Banner tone="critical">{t(`editor.refused.${editing.refused}`)}</Banner>}
            {editing.said.length > 0 && (
              <Banner tone="critical" title={t('editor.problems')}>
                <List>
                  {editing.said.map((problem) => (
                    <List.Item key={problem}>{problem}</List.Item>
                  ))}
                </List>
              </Banner>
            )}
            {editing.dirty && underWay > 0 && (
              <Banner tone="info">{t('editor.underWayStay', { count: underWay })}</Banner>
            )}
            <FlowCard editing={editing} />
            <PeopleCard details={details} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <BroughtCard details={details} />
            <LimitsCard editing={editing} segments={segments} />
            <VersionsCard versions={details.versions} current={automation.version} />
          </BlockStack>
        </Layout.Section>
      </Layout>
      {asking && (
        <SwitchModal
          automation={{ ...automation, live, underWay, trigger: automation.definition.trigger.kind }}
          onClose={ask(false)}
        />
      )}
    </Page>
  )
}
