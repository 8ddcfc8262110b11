import { ChoiceList, IndexFilters, useSetIndexFiltersMode } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { deliveryViews } from '../receipt/delivery-query.ts'
import { useDeliveryQuery } from './use-delivery-query.ts'
import { useTopicName } from './use-topic-name.ts'

/** Views by what became of a delivery, and a filter by its topic. */
export function DeliveryFilters({ topics, loading }: { topics: string[]; loading: boolean }) {
  const { t } = useTranslation('intake')
  const topicName = useTopicName()
  const { query, go } = useDeliveryQuery()
  const { mode, setMode } = useSetIndexFiltersMode()
  const { topic } = query
  const forget = () => {
    go({ topic: null })
  }
  const label = t('receipt.delivery.filter')
  return (
    <IndexFilters
      tabs={deliveryViews.map((id) => ({ id, content: t(`receipt.delivery.view.${id}`) }))}
      selected={deliveryViews.indexOf(query.state)}
      onSelect={(index) => {
        go({ state: deliveryViews[index] ?? 'all' })
      }}
      canCreateNewView={false}
      mode={mode}
      setMode={setMode}
      loading={loading}
      hideQueryField
      onQueryChange={() => undefined}
      onQueryClear={() => undefined}
      cancelAction={{ onAction: forget }}
      onClearAll={forget}
      filters={[
        {
          key: 'topic',
          label,
          shortcut: true,
          filter: (
            <ChoiceList
              title={label}
              titleHidden
              choices={topics.map((value) => ({ value, label: topicName(value) }))}
              selected={topic === null ? [] : [topic]}
              onChange={([chosen = null]) => {
                go({ topic: chosen })
              }}
            />
          ),
        },
      ]}
      appliedFilters={
        topic === null
          ? []
          : [{ key: 'topic', label: t('receipt.delivery.filterIs', { topic: topicName(topic) }), onRemove: forget }]
      }
    />
  )
}
