import { useFetcher, useNavigation } from '@remix-run/react'
import {
  Badge,
  BlockStack,
  Box,
  Button,
  IndexTable,
  InlineStack,
  Link,
  Page,
  Text,
  useBreakpoints,
} from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ListCard, useFormat } from '../../ui/index.ts'
import { triggerKinds } from '../definition.ts'
import type { AutomationLine } from '../list.server.ts'
import type { RecipeId } from '../recipe-ids.ts'
import { RecipesCard } from './recipes-card.tsx'
import { SwitchModal } from './switch-modal.tsx'

type Props = { automations: AutomationLine[]; recipes: RecipeId[] }

/** What the shop does by itself, and what it could do. */
export function AutomationList({ automations, recipes }: Props) {
  const { t } = useTranslation('automations')
  const loading = useNavigation().location?.pathname === '/app/automations'
  const fetcher = useFetcher()
  const [asking, setAsking] = useState<AutomationLine | null>(null)
  return (
    <Page
      title={t('list.title')}
      subtitle={t('list.subtitle')}
      actionGroups={[
        {
          title: t('list.own'),
          actions: triggerKinds.map((kind) => ({
            content: t(`trigger.${kind}`),
            onAction: () => {
              fetcher.submit(
                { intent: 'add', trigger: kind, name: t('list.ownName') },
                { method: 'post', action: '/app/automations?index' },
              )
            },
          })),
        },
      ]}
    >
      <BlockStack gap="400">
        <ListCard
          loading={loading}
          lines={6}
          empty={automations.length === 0 ? { heading: t('list.emptyTitle'), body: t('list.emptyBody') } : null}
        >
          <Lines automations={automations} onSwitch={setAsking} />
        </ListCard>
        {recipes.length > 0 && <RecipesCard recipes={recipes} />}
      </BlockStack>
      {asking !== null && (
        <SwitchModal
          automation={asking}
          onClose={() => {
            setAsking(null)
          }}
        />
      )}
    </Page>
  )
}

type LinesProps = { automations: AutomationLine[]; onSwitch: (automation: AutomationLine) => void }

function Lines({ automations, onSwitch }: LinesProps) {
  const { t } = useTranslation('automations')
  const { smDown } = useBreakpoints()
  return (
    <IndexTable
      condensed={smDown}
      itemCount={automations.length}
      selectable={false}
      resourceName={{ singular: t('list.one'), plural: t('list.many') }}
      headings={[
        { title: t('list.column.name') },
        { title: t('list.column.status') },
        { title: t('list.column.underWay'), alignment: 'end', tooltipContent: t('list.underWayMeaning') },
        { title: t('list.column.sent'), alignment: 'end', tooltipContent: t('list.sentMeaning') },
        { title: t('list.column.net'), alignment: 'end', tooltipContent: t('list.netMeaning') },
        { title: t('list.column.switch'), hidden: true },
      ]}
    >
      {automations.map((automation, position) => (
        <IndexTable.Row id={automation.id} key={automation.id} position={position}>
          {smDown ? (
            <Summary automation={automation} onSwitch={onSwitch} />
          ) : (
            <Cells automation={automation} onSwitch={onSwitch} />
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  )
}

type LineProps = { automation: AutomationLine; onSwitch: (automation: AutomationLine) => void }

function Cells({ automation, onSwitch }: LineProps) {
  const format = useFormat()
  const { underWay, sent, netMinor } = automation
  return (
    <>
      <IndexTable.Cell>
        <Name automation={automation} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <LiveBadge live={automation.live} />
      </IndexTable.Cell>
      {[format.number(underWay), format.number(sent), format.money(netMinor)].map((figure, column) => (
        <IndexTable.Cell key={column}>
          <Text as="span" alignment="end" numeric>
            {figure}
          </Text>
        </IndexTable.Cell>
      ))}
      <IndexTable.Cell>
        <InlineStack align="end">
          <SwitchButton automation={automation} onSwitch={onSwitch} />
        </InlineStack>
      </IndexTable.Cell>
    </>
  )
}

function Summary({ automation, onSwitch }: LineProps) {
  const { t } = useTranslation('automations')
  const format = useFormat()
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="200">
        <InlineStack align="space-between" gap="200" wrap={false}>
          <Name automation={automation} />
          <LiveBadge live={automation.live} />
        </InlineStack>
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="span" tone="subdued">
            {t('list.brought', { sent: format.number(automation.sent), net: format.money(automation.netMinor) })}
          </Text>
          <SwitchButton automation={automation} onSwitch={onSwitch} />
        </InlineStack>
      </BlockStack>
    </Box>
  )
}

function Name({ automation: { id, name, trigger } }: Pick<LineProps, 'automation'>) {
  const { t } = useTranslation('automations')
  return (
    <BlockStack>
      <Link url={`/app/automations/${id}`} dataPrimaryLink removeUnderline monochrome>
        <Text as="span" fontWeight="semibold">
          {name}
        </Text>
      </Link>
      {/* Cells of an IndexTable keep their text on one line. */}
      <div style={{ whiteSpace: 'normal' }}>
        <Text as="span" tone="subdued" variant="bodySm">
          {t(`trigger.${trigger}`)}
        </Text>
      </div>
    </BlockStack>
  )
}

export function LiveBadge({ live }: { live: boolean }) {
  const { t } = useTranslation('automations')
  return live ? <Badge tone="success">{t('status.live')}</Badge> : <Badge>{t('status.off')}</Badge>
}

function SwitchButton({ automation, onSwitch }: LineProps) {
  const { t } = useTranslation('automations')
  const { name, live } = automation
  return (
    <Button
      size="slim"
      accessibilityLabel={t(live ? 'switch.offOf' : 'switch.onOf', { name })}
      onClick={() => {
        onSwitch(automation)
      }}
    >
      {t(live ? 'switch.off' : 'switch.on')}
    </Button>
  )
}
