import { useNavigation } from '@remix-run/react'
import { Card, EmptyState, IndexTable, Page, useBreakpoints, type IndexTableProps } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import { isNarrowed, nothingAsked } from '../customer-query.ts'
import type { CustomerCount, CustomerPage } from '../customer-view.ts'
import { CustomerFilters } from './customer-filters.tsx'
import { CustomerCells, CustomerSummary } from './customer-row.tsx'
import { ListSkeleton } from './skeletons.tsx'
import { useCustomerQuery } from './use-customer-query.ts'

/** All customers of the shop, guests too, with search, views and keyset paging. */
export function CustomerList({ page, total, types }: { page: CustomerPage; total: CustomerCount; types: string[] }) {
  const { t } = useTranslation('profiles')
  const { query } = useCustomerQuery()
  const loading = useNavigation().location?.pathname === '/app/customers'
  const filtered = isNarrowed(query)
  const empty = page.rows.length === 0
  const format = useFormat()
  const people = total.more ? t('list.totalMore', { people: format.number(total.count) }) : t('list.total', total)
  return (
    <Page title={t('list.title')} {...(!empty && { subtitle: people })} fullWidth>
      <Card padding="0">
        <CustomerFilters types={types} loading={loading} />
        {loading ? <ListSkeleton /> : empty ? <Nobody filtered={filtered} /> : <Rows page={page} />}
      </Card>
    </Page>
  )
}

function Rows({ page }: { page: CustomerPage }) {
  const { t } = useTranslation('profiles')
  const { smDown } = useBreakpoints()
  const { goTo } = useCustomerQuery()
  const headings: IndexTableProps['headings'] = [
    { title: t('list.column.name') },
    { title: t('list.column.group') },
    { title: t('list.column.preferred') },
    { title: t('list.column.spent'), alignment: 'end', tooltipContent: t('list.spentMeaning') },
    { title: t('list.column.lastOrder'), alignment: 'end' },
    { title: t('list.column.expected'), alignment: 'end', tooltipContent: t('list.expectedMeaning') },
    { title: t('list.column.risk'), tooltipContent: t('list.riskMeaning') },
    { title: t('list.column.nextOrder'), tooltipContent: t('list.nextOrderMeaning') },
  ]
  const leadTo = (place: string | null) => () => {
    if (place !== null) goTo(place)
  }
  return (
    <IndexTable
      condensed={smDown}
      itemCount={page.rows.length}
      selectable={false}
      resourceName={{ singular: t('list.one'), plural: t('list.many') }}
      headings={headings}
      {...((page.previous !== null || page.next !== null) && {
        pagination: {
          hasPrevious: page.previous !== null,
          hasNext: page.next !== null,
          onPrevious: leadTo(page.previous),
          onNext: leadTo(page.next),
        },
      })}
    >
      {page.rows.map((row, position) => (
        <IndexTable.Row id={row.id} key={row.id} position={position}>
          {smDown ? <CustomerSummary row={row} /> : <CustomerCells row={row} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  )
}

function Nobody({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation('profiles')
  const { change } = useCustomerQuery()
  const clear = () => {
    change(nothingAsked)
  }
  return (
    <EmptyState
      heading={t(filtered ? 'list.nobodyTitle' : 'list.emptyTitle')}
      image=""
      {...(filtered && { action: { content: t('list.clear'), onAction: clear } })}
    >
      <p>{t(filtered ? 'list.nobodyBody' : 'list.emptyBody')}</p>
    </EmptyState>
  )
}
