import { useNavigate, useNavigation, useSearchParams } from '@remix-run/react'
import { Card, EmptyState, IndexFilters, IndexFiltersMode, IndexTable, Page, useBreakpoints } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { Inbox, InboxQuery } from '../inbox.server.ts'
import { RequestCells, RequestSummary } from './request-row.tsx'
import { RowsSkeleton } from './skeletons.tsx'

const views: InboxQuery['status'][] = ['all', 'open', 'answered']

type Props = { inbox: Inbox; status: InboxQuery['status']; asOf: string; first: boolean }

/** All questions of a shop's customers, open ones first. */
export function RequestsInbox({ inbox, status, asOf, first }: Props) {
  const { t } = useTranslation('conversations')
  return (
    <Page title={t('inbox.title')} subtitle={t('inbox.subtitle')}>
      <Card padding="0">
        <Views status={status} />
        {inbox.rows.length === 0 ? <Nothing status={status} /> : <Rows inbox={inbox} asOf={asOf} first={first} />}
      </Card>
    </Page>
  )
}

function Views({ status }: { status: InboxQuery['status'] }) {
  const { t } = useTranslation('conversations')
  const navigate = useNavigate()
  const tabs = views.map((view) => ({
    id: view,
    content: t(`inbox.view.${view}`),
    onAction: () => {
      navigate(view === 'all' ? '/app/requests' : `/app/requests?status=${view}`)
    },
  }))
  return (
    <IndexFilters
      tabs={tabs}
      selected={views.indexOf(status)}
      mode={IndexFiltersMode.Default}
      setMode={() => undefined}
      canCreateNewView={false}
      filters={[]}
      hideFilters
      hideQueryField
      onQueryChange={() => undefined}
      onQueryClear={() => undefined}
      onClearAll={() => undefined}
    />
  )
}

function Rows({ inbox, asOf, first }: Omit<Props, 'status'>) {
  const { t } = useTranslation('conversations')
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const { smDown } = useBreakpoints()
  const loading = useNavigation().location?.pathname === '/app/requests'
  if (loading) return <RowsSkeleton />
  const headings = [t('inbox.customer'), t('inbox.question'), t('inbox.status'), t('inbox.asked')]
  const { nextCursor } = inbox
  return (
    <IndexTable
      condensed={smDown}
      itemCount={inbox.rows.length}
      selectable={false}
      resourceName={{ singular: t('inbox.one'), plural: t('inbox.many') }}
      headings={headings.map((title) => ({ title })) as [{ title: string }]}
      {...((nextCursor !== null || !first) && {
        pagination: {
          hasNext: nextCursor !== null,
          hasPrevious: !first,
          onNext: () => {
            search.set('cursor', nextCursor ?? '')
            setSearch(search)
          },
          onPrevious: () => {
            navigate(-1)
          },
        },
      })}
    >
      {inbox.rows.map((row, position) => (
        <IndexTable.Row id={row.id} key={row.id} position={position}>
          {smDown ? <RequestSummary row={row} asOf={asOf} /> : <RequestCells row={row} asOf={asOf} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  )
}

function Nothing({ status }: { status: InboxQuery['status'] }) {
  const { t } = useTranslation('conversations')
  const openEditor = {
    content: t('inbox.empty.all.action'),
    url: 'shopify://admin/themes/current/editor?template=product',
    target: '_top',
  } as const
  return (
    <EmptyState heading={t(`inbox.empty.${status}.title`)} image="" {...(status === 'all' && { action: openEditor })}>
      <p>{t(`inbox.empty.${status}.body`)}</p>
    </EmptyState>
  )
}
