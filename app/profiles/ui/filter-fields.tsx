import { ChoiceList, TextField } from '@shopify/polaris'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { minorDigits, rfmGroups } from '../../kernel/index.ts'
import { useFormat, useShop } from '../../ui/index.ts'
import { nextOrders } from '../customer-query.ts'
import { risks } from '../outlook-view.ts'
import { useCustomerQuery } from './use-customer-query.ts'
import { useTyped } from './use-typed.ts'

/** A filter of the list: its field, what is applied in words, and how to take it back. */
type FilterField = { key: string; label: string; filter: ReactNode; applied: string | null; clear: () => void }

/** What the list can be narrowed to. */
export function useFilterFields(types: string[]): FilterField[] {
  const { t } = useTranslation('profiles')
  const { query, change } = useCustomerQuery()
  const format = useFormat()
  const chosen = <Value extends string>(
    key: string,
    of: { all: readonly Value[]; selected: readonly Value[]; name: (value: Value) => string },
    set: (values: Value[]) => void,
    one = false,
  ): FilterField => {
    const label = t(`list.filter.${key}`)
    const choices = of.all.map((value) => ({ value, label: of.name(value) }))
    const pick = (values: string[]) => {
      set(of.all.filter((value) => values.includes(value)))
    }
    const names = of.selected.map(of.name).join(', ')
    return {
      ...{ key, label, applied: names === '' ? null : t(`list.filter.${key}Is`, { values: names }) },
      filter: (
        <ChoiceList
          title={label}
          titleHidden
          allowMultiple={!one}
          choices={choices}
          selected={[...of.selected]}
          onChange={pick}
        />
      ),
      clear: () => {
        set([])
      },
    }
  }
  return [
    chosen('type', { all: types, selected: query.types, name: (type) => type }, (values) => {
      change({ types: values })
    }),
    chosen('group', { all: rfmGroups, selected: query.groups, name: (group) => t(`group.${group}.name`) }, (values) => {
      change({ groups: values })
    }),
    {
      key: 'expected',
      label: t('list.filter.expected'),
      filter: <LeastExpected />,
      applied: query.expected === null ? null : t('list.filter.expectedIs', { amount: format.money(query.expected) }),
      clear: () => {
        change({ expected: null })
      },
    },
    chosen('risk', { all: risks, selected: query.risks, name: (risk) => t(`outlook.risk.${risk}`) }, (values) => {
      change({ risks: values })
    }),
    chosen(
      'next',
      {
        all: nextOrders,
        selected: query.next === null ? [] : [query.next],
        name: (next) => t(`list.filter.nextWithin.${next}`),
      },
      ([next]) => {
        change({ next: next ?? null })
      },
      true,
    ),
    chosen(
      'mayEmail',
      { all: ['yes'], selected: query.mayEmail ? ['yes'] : [], name: () => t('list.filter.mayEmailYes') },
      (values) => {
        change({ mayEmail: values.length > 0 })
      },
    ),
  ]
}

function LeastExpected() {
  const { t } = useTranslation('profiles')
  const { query, change } = useCustomerQuery()
  const { currency } = useShop()
  const unit = 10 ** minorDigits(currency)
  const [typed, setTyped] = useTyped(query.expected === null ? '' : String(query.expected / unit), (text) => {
    const amount = Number(text.replace(',', '.'))
    change({ expected: text === '' || !(amount >= 0) ? null : Math.round(amount * unit) })
  })
  return (
    <TextField
      label={t('list.filter.expectedFrom', { currency })}
      type="number"
      min={0}
      autoComplete="off"
      value={typed}
      onChange={setTyped}
    />
  )
}
