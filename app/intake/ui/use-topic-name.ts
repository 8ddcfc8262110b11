import { useTranslation } from 'react-i18next'

/** What Shopify's topic means to a merchant; the topic itself where nobody has found words for it. */
export function useTopicName(): (topic: string) => string {
  const { t } = useTranslation('intake')
  return (topic) => t(`receipt.topics.${topic.toLowerCase().replace(/\W+/g, '_')}`, { defaultValue: topic })
}
