import { Banner, BlockStack, Divider, Link, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { OutlookView, RhythmView } from '../outlook-view.ts'
import { Fact, FactsCard } from './facts.tsx'
import { useOutlookWords } from './outlook-words.ts'

/** What is expected of a customer, each figure with its meaning on hover, and how far it can be trusted. */
export function OutlookCard({ outlook, rhythms }: { outlook: OutlookView; rhythms: RhythmView[] }) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const { nextText, meaning, interval } = useOutlookWords()
  const figures: [string, string][] = [
    ['next', nextText(outlook)],
    ['within30', format.percent(outlook.within30)],
    ['within90', format.percent(outlook.within90)],
    ['within365', format.percent(outlook.within365)],
    ['risk', format.percent(outlook.churnProbability)],
    ['orders', format.decimal(outlook.expectedOrders)],
    ['average', format.money(outlook.averageOrderMinor)],
    ['value', format.money(outlook.valueMinor)],
    ['interval', interval(outlook)],
  ]
  return (
    <FactsCard title={t('outlook.title')}>
      {figures.map(([figure, value]) => (
        <Fact
          key={figure}
          label={t(`outlook.label.${figure}`, { churnDays: format.number(outlook.churnDays) })}
          meaning={meaning(figure, outlook)}
        >
          {value}
        </Fact>
      ))}
      {rhythms.length > 0 && <Rhythms rhythms={rhythms} />}
      <Trust outlook={outlook} />
    </FactsCard>
  )
}

function Rhythms({ rhythms }: { rhythms: RhythmView[] }) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  return (
    <BlockStack gap="200">
      <Divider />
      <Fact label={t('outlook.label.rhythm')} meaning={t('outlook.meaning.rhythm')}>
        {''}
      </Fact>
      {rhythms.map(({ type, everyDays, lastDay, nextDay, past }) => (
        <Text as="p" key={type}>
          {t(past ? 'outlook.rhythmPast' : 'outlook.rhythm', {
            ...{ type, days: format.number(everyDays) },
            ...{ last: format.calendarDay(lastDay), next: format.calendarDay(nextDay) },
          })}
        </Text>
      ))}
    </BlockStack>
  )
}

/** On what the figures rest, said before anybody acts on them. */
function Trust({ outlook: { basis, verdict } }: { outlook: OutlookView }) {
  const { t } = useTranslation('profiles')
  return (
    <BlockStack gap="200">
      <Divider />
      {basis === 'shrunken' ? (
        <Banner>{t('outlook.basis.shrunken')}</Banner>
      ) : (
        <Text as="p" tone="subdued">
          {t(verdict?.key === 'better' ? 'outlook.basis.better' : 'outlook.basis.unproven')}
        </Text>
      )}
      <Link url="/app/insights/backtest">{t('outlook.howGood')}</Link>
    </BlockStack>
  )
}
