import { useNavigation } from '@remix-run/react'
import { BlockStack, Layout, Page } from '@shopify/polaris'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { CustomerView } from '../customer-view.ts'
import type { OrderMonth } from '../order-months.ts'
import type { OutlookView, RhythmView } from '../outlook-view.ts'
import { AddressesCard } from './addresses-card.tsx'
import { ContactCard, StandingCard } from './customer-facts.tsx'
import { CustomerHeader } from './customer-header.tsx'
import { OrdersChartCard } from './orders-chart-card.tsx'
import { OutlookCard } from './outlook-card.tsx'
import { useOutlookWords } from './outlook-words.ts'
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
  expected: { outlook: OutlookView | null; rhythms: RhythmView[] }
  /** Drawn by the rooms that know them: what waits for an answer, the team's notes and tasks, and the permissions. */
  requests: ReactNode
  notes: ReactNode
  tasks: ReactNode
  consents: ReactNode
}

/** One customer: her story on the wide side, the facts beside it. */
export function CustomerProfile({ customer, history, months, expected, requests, notes, tasks, consents }: Props) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const { location, state } = useNavigation()
  const words = useOutlookWords()
  const { outlook, rhythms } = expected
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
        <CustomerHeader
          customer={customer}
          outlook={outlook}
          risk={outlook && words.risk(outlook)}
          next={outlook && words.next(outlook)}
        />
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
              {outlook !== null && <OutlookCard outlook={outlook} rhythms={rhythms} />}
              <ContactCard customer={customer} />
              <AddressesCard addresses={customer.addresses} />
              {consents}
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
