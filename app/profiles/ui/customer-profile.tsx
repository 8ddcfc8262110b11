import { useNavigation } from '@remix-run/react'
import { BlockStack, Layout, Page } from '@shopify/polaris'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { CustomerView, TimelinePage } from '../customer-view.ts'
import { ContactCard, StandingCard, ValueCard } from './customer-facts.tsx'
import { GroupBadge } from './group-badge.tsx'
import { PreferencesCard } from './preferences-card.tsx'
import { CustomerSkeleton } from './skeletons.tsx'
import { TimelineCard } from './timeline-card.tsx'

type Props = {
  customer: CustomerView
  timeline: TimelinePage
  /** What waits for an answer, drawn by the room that knows it. */
  requests: ReactNode
}

/** One customer: her story on the wide side, the facts beside it. */
export function CustomerProfile({ customer, timeline, requests }: Props) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const { location, state } = useNavigation()
  if (state === 'loading' && leadsToOther(location.pathname, customer.id)) return <CustomerSkeleton />
  const shopify = { content: t('page.openInShopify'), url: `shopify://admin/customers/${customer.id}` }
  return (
    <Page
      title={customer.name || t('list.guest')}
      subtitle={customer.guest ? t('page.guest') : t('page.since', { day: format.day(customer.since) })}
      titleMetadata={<GroupBadge group={customer.group} />}
      backAction={{ content: t('list.title'), url: '/app/customers' }}
      {...(!customer.guest && { secondaryActions: [{ ...shopify, target: '_top' as const }] })}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {requests}
            <PreferencesCard preferences={customer.preferences} />
            <TimelineCard customerId={customer.id} page={timeline} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <ValueCard customer={customer} />
            {customer.scores !== null && customer.borders !== null && (
              <StandingCard scores={customer.scores} borders={customer.borders} />
            )}
            <ContactCard customer={customer} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  )
}

function leadsToOther(pathname: string, id: string): boolean {
  return pathname.startsWith('/app/customers/') && pathname !== `/app/customers/${id}`
}
