import { useNavigation } from '@remix-run/react'
import {
  BlockStack,
  Box,
  IndexTable,
  InlineStack,
  Link,
  Page,
  Text,
  useBreakpoints,
  type IndexTableProps,
} from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { ListCard, useFormat } from '../../ui/index.ts'
import type { CampaignLine } from '../list.server.ts'
import { StatusBadge } from './status-badge.tsx'

/** All campaigns, drafts first, each with what it has brought. */
export function CampaignList({ campaigns }: { campaigns: CampaignLine[] }) {
  const { t } = useTranslation('campaigns')
  const loading = useNavigation().location?.pathname === '/app/campaigns'
  const primaryAction = { content: t('list.new'), url: '/app/campaigns/new' }
  return (
    <Page
      title={t('list.title')}
      {...(campaigns.length > 0 && { primaryAction })}
      secondaryActions={[{ content: t('rules.title'), url: '/app/settings/campaigns' }]}
    >
      <ListCard
        loading={loading}
        lines={8}
        empty={
          campaigns.length === 0
            ? { heading: t('list.emptyTitle'), body: t('list.emptyBody'), action: primaryAction }
            : null
        }
      >
        <Lines campaigns={campaigns} />
      </ListCard>
    </Page>
  )
}

function Lines({ campaigns }: { campaigns: CampaignLine[] }) {
  const { t } = useTranslation('campaigns')
  const { smDown } = useBreakpoints()
  const headings: IndexTableProps['headings'] = [
    { title: t('list.column.name') },
    { title: t('list.column.status') },
    { title: t('list.column.audience'), alignment: 'end', tooltipContent: t('list.audienceMeaning') },
    { title: t('list.column.redeemed'), alignment: 'end', tooltipContent: t('list.redeemedMeaning') },
    { title: t('list.column.net'), alignment: 'end', tooltipContent: t('list.netMeaning') },
  ]
  return (
    <IndexTable
      condensed={smDown}
      itemCount={campaigns.length}
      selectable={false}
      resourceName={{ singular: t('list.one'), plural: t('list.many') }}
      headings={headings}
    >
      {campaigns.map((campaign, position) => (
        <IndexTable.Row id={campaign.id} key={campaign.id} position={position}>
          {smDown ? <Summary campaign={campaign} /> : <Cells campaign={campaign} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  )
}

function Cells({ campaign }: { campaign: CampaignLine }) {
  const format = useFormat()
  const draft = campaign.status === 'draft'
  const figures = [format.number(campaign.sent), format.number(campaign.redeemed), format.money(campaign.netMinor)]
  return (
    <>
      <IndexTable.Cell>
        <Name campaign={campaign} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <StatusBadge status={campaign.status} />
      </IndexTable.Cell>
      {figures.map((figure, column) => (
        <IndexTable.Cell key={column}>
          <Text as="span" alignment="end" numeric>
            {draft ? '–' : figure}
          </Text>
        </IndexTable.Cell>
      ))}
    </>
  )
}

function Summary({ campaign }: { campaign: CampaignLine }) {
  const format = useFormat()
  const { t } = useTranslation('campaigns')
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="100">
        <InlineStack align="space-between" gap="200">
          <Name campaign={campaign} />
          <StatusBadge status={campaign.status} />
        </InlineStack>
        {campaign.status !== 'draft' && (
          <Text as="span" tone="subdued">
            {t('list.brought', { count: campaign.redeemed, net: format.money(campaign.netMinor) })}
          </Text>
        )}
      </BlockStack>
    </Box>
  )
}

function Name({ campaign }: { campaign: CampaignLine }) {
  const format = useFormat()
  return (
    <BlockStack>
      <Link url={`/app/campaigns/${campaign.id}`} dataPrimaryLink removeUnderline monochrome>
        <Text as="span" fontWeight="semibold">
          {campaign.name}
        </Text>
      </Link>
      <Text as="span" tone="subdued" variant="bodySm">
        {campaign.targetTitle} · {format.shortDay(campaign.at)}
      </Text>
    </BlockStack>
  )
}
