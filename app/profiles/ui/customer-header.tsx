import { BlockStack, Box, Card, InlineGrid, Text, Tooltip } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { CustomerView } from '../customer-view.ts'
import type { OutlookView } from '../outlook-view.ts'
import { GroupBadge } from './group-badge.tsx'
import type { HeaderSlot } from './header-slot.ts'
import { useOutlookWords } from './outlook-words.ts'

type Props = {
  customer: CustomerView
  /** What she will most likely spend stands under what she has spent. */
  outlook?: OutlookView | null
  /** How likely she is lost; nothing where nobody says so. */
  risk?: HeaderSlot | null
  /** When she will most likely order again; until somebody says so, her last order stands there. */
  next?: HeaderSlot | null
}

/** What a merchant wants to know first: value so far, group, risk and next order. */
export function CustomerHeader({ customer, outlook = null, risk = null, next = null }: Props) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const { interval } = useOutlookWords()
  const { orders, inOtherCurrency, spentMinor, lastOrderAt } = customer
  const paid = orders - inOtherCurrency
  const average = paid > 1 ? [t('header.average', { amount: format.money(Math.round(spentMinor / paid)) })] : []
  const otherCurrency = inOtherCurrency > 0 ? [t('value.otherCurrency', { count: inOtherCurrency })] : []
  const value: HeaderSlot = {
    value: format.money(spentMinor),
    detail: [t('header.orders', { count: orders }), ...average].join(', '),
    meaning: [t('header.valueMeaning'), ...otherCurrency].join(' '),
  }
  return (
    <Card>
      <InlineGrid columns={{ xs: 2, md: (risk === null ? 3 : 4) + (outlook === null ? 0 : 1) }} gap="400">
        <Tile title={t('header.value')} slot={value} />
        {outlook !== null && (
          <Tile
            title={t('header.expected')}
            slot={{
              value: format.money(outlook.valueMinor),
              detail: interval(outlook),
              meaning: t('outlook.meaning.value', { valueDays: format.number(outlook.valueDays) }),
            }}
          />
        )}
        <Tile
          title={t('header.group')}
          slot={{ value: <GroupBadge group={customer.group} />, meaning: t(`group.${customer.group}.meaning`) }}
        />
        {risk !== null && <Tile title={t('header.risk')} slot={risk} />}
        {next === null ? (
          <Tile
            title={t('header.last')}
            slot={{ value: lastOrderAt === null ? t('header.lastNever') : format.shortDay(lastOrderAt), meaning: '' }}
          />
        ) : (
          <Tile
            title={t('header.next')}
            slot={{
              ...next,
              detail:
                lastOrderAt === null
                  ? t('header.lastNever')
                  : t('header.lastOn', { day: format.shortDay(lastOrderAt) }),
            }}
          />
        )}
      </InlineGrid>
    </Card>
  )
}

function Tile({ title, slot: { value, detail, meaning } }: { title: string; slot: HeaderSlot }) {
  const name = (
    <Text as="h2" tone="subdued">
      {title}
    </Text>
  )
  return (
    <BlockStack gap="100">
      <Box>{meaning === '' ? name : <Tooltip content={meaning}>{name}</Tooltip>}</Box>
      <Text as="p" variant="headingLg" numeric breakWord>
        {value}
      </Text>
      {detail !== undefined && (
        <Text as="p" tone="subdued">
          {detail}
        </Text>
      )}
    </BlockStack>
  )
}
