import { IndexFilters, IndexFiltersMode, useSetIndexFiltersMode } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { isNarrowed, nothingAsked } from '../customer-query.ts'
import { customerSorts, type CustomerSort } from '../customer-sort.ts'
import { customerViews, viewOf } from '../customer-views.ts'
import { useFilterFields } from './filter-fields.tsx'
import { useCustomerQuery } from './use-customer-query.ts'
import { useTyped } from './use-typed.ts'

/** Views, search, filters and order of the customer list. */
export function CustomerFilters({ types, loading }: { types: string[]; loading: boolean }) {
  const { t } = useTranslation('profiles')
  const { query, change } = useCustomerQuery()
  const [search, setSearch] = useTyped(query.search, (text) => {
    change({ search: text })
  })
  const fields = useFilterFields(types)
  const { mode, setMode } = useSetIndexFiltersMode(
    isNarrowed({ ...query, groups: [] }) ? IndexFiltersMode.Filtering : IndexFiltersMode.Default,
  )
  const view = viewOf(query.groups)
  const tabs = customerViews.map(({ id }) => ({ id, content: t(`list.view.${id}`) }))
  return (
    <IndexFilters
      tabs={tabs}
      selected={Math.max(view, 0)}
      onSelect={(index) => {
        change({ groups: [...(customerViews[index]?.groups ?? [])] })
      }}
      canCreateNewView={false}
      mode={mode}
      setMode={setMode}
      loading={loading}
      queryValue={search}
      queryPlaceholder={t('list.search')}
      onQueryChange={setSearch}
      onQueryClear={() => {
        setSearch('')
      }}
      cancelAction={{
        onAction: () => {
          change({ ...nothingAsked, groups: query.groups })
        },
      }}
      onClearAll={() => {
        change({ ...nothingAsked, search: query.search })
      }}
      sortOptions={useSortOptions()}
      sortSelected={[`${query.sort} ${query.descending ? 'desc' : 'asc'}`]}
      onSort={([selected = '']) => {
        const [sort, direction] = selected.split(' ')
        change({ sort: sort as CustomerSort, descending: direction === 'desc' })
      }}
      filters={fields.map(({ key, label, filter }) => ({ key, label, filter, shortcut: true }))}
      appliedFilters={fields.flatMap(({ key, applied, clear }) =>
        applied === null ? [] : [{ key, label: applied, onRemove: clear }],
      )}
    />
  )
}

function useSortOptions() {
  const { t } = useTranslation('profiles')
  return customerSorts.flatMap((sort) => {
    const { name, up, down } = sortWords[sort]
    const label = t(`list.sort.${name}`)
    return [
      { label, value: `${sort} asc` as const, directionLabel: t(`list.sort.${up}`) },
      { label, value: `${sort} desc` as const, directionLabel: t(`list.sort.${down}`) },
    ]
  })
}

const sortWords = {
  'last-order': { name: 'lastOrder', up: 'oldest', down: 'newest' },
  spent: { name: 'spent', up: 'lowest', down: 'highest' },
  expected: { name: 'expected', up: 'lowest', down: 'highest' },
  risk: { name: 'risk', up: 'smallest', down: 'largest' },
  'next-order': { name: 'nextOrder', up: 'soonest', down: 'latest' },
  name: { name: 'name', up: 'aToZ', down: 'zToA' },
} as const satisfies Record<CustomerSort, { name: string; up: string; down: string }>
