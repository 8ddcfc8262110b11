import { ChoiceList, IndexFilters, IndexFiltersMode, useSetIndexFiltersMode } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rfmGroups } from '../../kernel/index.ts'
import { customerSorts, type CustomerSort } from '../customer-query.ts'
import { customerViews, viewOf } from '../customer-views.ts'
import { useCustomerQuery } from './use-customer-query.ts'

const TYPING_PAUSE = 250

/** Views, search, filters and order of the customer list. */
export function CustomerFilters({ types, loading }: { types: string[]; loading: boolean }) {
  const { t } = useTranslation('profiles')
  const { query, change } = useCustomerQuery()
  const [search, setSearch] = useSearch()
  const { mode, setMode } = useSetIndexFiltersMode(
    query.search === '' && query.types.length === 0 ? IndexFiltersMode.Default : IndexFiltersMode.Filtering,
  )
  const view = viewOf(query.groups)
  const tabs = customerViews.map(({ id }) => ({ id, content: t(`list.view.${id}`) }))
  const groupNames = Object.fromEntries(rfmGroups.map((group) => [group, t(`group.${group}.name`)]))
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
          change({ search: '', types: [], mayEmail: false })
        },
      }}
      onClearAll={() => {
        change({ types: [], groups: [], mayEmail: false })
      }}
      sortOptions={useSortOptions()}
      sortSelected={[`${query.sort} ${query.descending ? 'desc' : 'asc'}`]}
      onSort={([selected = '']) => {
        const [sort, direction] = selected.split(' ')
        change({ sort: sort as CustomerSort, descending: direction === 'desc' })
      }}
      filters={[
        filter('type', t('list.filter.type'), {
          choices: types.map((value) => ({ value, label: value })),
          selected: query.types,
          onChange: (chosen) => {
            change({ types: chosen })
          },
        }),
        filter('group', t('list.filter.group'), {
          choices: rfmGroups.map((value) => ({ value, label: t(`group.${value}.name`) })),
          selected: query.groups,
          onChange: (chosen) => {
            change({ groups: rfmGroups.filter((group) => chosen.includes(group)) })
          },
        }),
        filter('mayEmail', t('list.filter.mayEmail'), {
          choices: [{ value: 'yes', label: t('list.filter.mayEmailYes') }],
          selected: query.mayEmail ? ['yes'] : [],
          onChange: (chosen) => {
            change({ mayEmail: chosen.includes('yes') })
          },
        }),
      ]}
      appliedFilters={[
        ...applied('type', query.types, t('list.filter.typeIs', { values: query.types.join(', ') }), () => {
          change({ types: [] })
        }),
        ...applied(
          'group',
          query.groups,
          t('list.filter.groupIs', { values: query.groups.map((group) => groupNames[group] ?? group).join(', ') }),
          () => {
            change({ groups: [] })
          },
        ),
        ...applied('mayEmail', query.mayEmail ? ['yes'] : [], t('list.filter.mayEmailYes'), () => {
          change({ mayEmail: false })
        }),
      ]}
    />
  )
}

type Choices = {
  choices: { value: string; label: string }[]
  selected: string[]
  onChange: (chosen: string[]) => void
}

function filter(key: string, label: string, choices: Choices) {
  return { key, label, shortcut: true, filter: <ChoiceList title={label} titleHidden allowMultiple {...choices} /> }
}

function applied(key: string, chosen: string[], label: string, onRemove: () => void) {
  return chosen.length === 0 ? [] : [{ key, label, onRemove }]
}

function useSortOptions() {
  const { t } = useTranslation('profiles')
  const names = { 'last-order': 'lastOrder', spent: 'spent', name: 'name' } as const
  const words = {
    'last-order': ['oldest', 'newest'],
    spent: ['lowest', 'highest'],
    name: ['aToZ', 'zToA'],
  } as const
  return customerSorts.flatMap((sort) => {
    const label = t(`list.sort.${names[sort]}`)
    const [up, down] = words[sort]
    return [
      { label, value: `${sort} asc` as const, directionLabel: t(`list.sort.${up}`) },
      { label, value: `${sort} desc` as const, directionLabel: t(`list.sort.${down}`) },
    ]
  })
}

/** What is being typed, sent to the address once typing pauses. */
function useSearch(): [string, (text: string) => void] {
  const { query, change } = useCustomerQuery()
  const [typed, setTyped] = useState(query.search)
  useEffect(() => {
    setTyped(query.search)
  }, [query.search])
  useEffect(() => {
    if (typed.trim() === query.search) return
    const timer = setTimeout(() => {
      change({ search: typed.trim() })
    }, TYPING_PAUSE)
    return () => {
      clearTimeout(timer)
    }
  }, [typed]) // only typing starts the clock
  return [typed, setTyped]
}
