import { useNavigation } from '@remix-run/react'
import { BlockStack, Layout, Page } from '@shopify/polaris'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { CustomerView } from '../customer-view.ts'
import type { OrderMonth } from '../order-months.ts'
import { AddressesCard } from './addresses-card.tsx'
import { ContactCard, StandingCard, ValueCard } from './customer-facts.tsx'
import { CustomerHeader } from './customer-header.tsx'
import { OrdersChartCard } from './orders-chart-card.tsx'
import { PreferencesCard } from './preferences-card.tsx'
import { CustomerSkeleton } from './skeletons.tsx'
import { TimelineCard } from './timeline-card.tsx'
import type { History } from './use-timeline.ts'

/** From this many orders on, looking beats reading. */
const WORTH_A_LOOK = 3

type Props = {
  customer: CustomerView
  history: History
  months: OrderMonth[]
  /** Drawn by the rooms that know them: what waits for an answer, the team's notes and tasks, and the permissions. */
  requests: ReactNode
  notes: ReactNode
  tasks: ReactNode
  consents: ReactNode
}

/** One customer: her story on the wide side, the facts beside it. */
export function CustomerProfile({ customer, history, months, requests, notes, tasks, consents }: Props) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const { location, state } = useNavigation()
  if (state === 'loading' && leadsToOther(location.pathname, customer.id)) return <CustomerSkeleton />
  const shopify = { content: t('page.openInShopify'), url: `shopify://admin/customers/${customer.id}` }
  return (
    <Page
      title={customer.name || t('list.guest')}
      subtitle={customer.guest ? t('page.guest') : t('page.since', { day: format.day(customer.since) })}
      backAction={{ content: t('list.title'), url: '/app/customers' }}
      {...(!customer.guest && { secondaryActions: [{ ...shopify, target: '_top' as const }] })}
    >
      <BlockStack gap="400">
        <CustomerHeader customer={customer} />
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              {requests}
              {notes}
              {customer.orders >= WORTH_A_LOOK && <OrdersChartCard months={months} />}
              <PreferencesCard preferences={customer.preferences} />
              <TimelineCard customerId={customer.id} history={history} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              {tasks}
              <ContactCard customer={customer} />
              <AddressesCard addresses={customer.addresses} />
              {consents}
              <ValueCard customer={customer} />
              {customer.scores !== null && customer.borders !== null && (
                <StandingCard scores={customer.scores} borders={customer.borders} />
              )}
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  )
}

function leadsToOther(pathname: string, id: string): boolean {
  return pathname.startsWith('/app/customers/') && pathname !== `/app/customers/${id}`
}
