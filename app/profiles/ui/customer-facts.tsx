import { BlockStack, InlineStack, Link, Tag, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../ui/index.ts'
import type { CustomerView } from '../customer-view.ts'
import { rfmDimensions, type RfmBorders } from '../rfm-borders.ts'
import { countryName } from './country-name.ts'
import { Fact, FactsCard } from './facts.tsx'
import { useRangeWords } from './range-words.ts'

type Standing = { scores: NonNullable<CustomerView['scores']>; borders: RfmBorders }

/** Where a customer stands: the score of each dimension, and what it means in this shop. */
export function StandingCard({ scores, borders }: Standing) {
  const { t } = useTranslation('profiles')
  const words = useRangeWords(borders)
  return (
    <FactsCard title={t('standing.title')} meaning={t(`standing.meaning.${borders.origin}`)}>
      {rfmDimensions.map((dimension) => (
        <Fact key={dimension} label={t(`standing.${dimension}`)}>
          <BlockStack>
            <Text as="span">{t('standing.step', { score: scores[dimension] })}</Text>
            <Text as="span" tone="subdued">
              {words(dimension, scores[dimension])}
            </Text>
          </BlockStack>
        </Fact>
      ))}
      <Link url="/app/settings/rfm">{t('standing.change')}</Link>
    </FactsCard>
  )
}

/** How to reach a customer. */
export function ContactCard({ customer }: { customer: CustomerView }) {
  const { t } = useTranslation('profiles')
  const { email, phone, city, countryCode, tags, note } = customer
  const { language } = useShop()
  const country = countryCode === null ? null : countryName(countryCode, language)
  const place = [city, country].filter(Boolean).join(', ')
  return (
    <FactsCard title={t('contact.title')}>
      {email !== null && (
        <Fact label={t('contact.email')}>
          <Link url={`mailto:${email}`} target="_blank">
            {email}
          </Link>
        </Fact>
      )}
      {phone !== null && <Fact label={t('contact.phone')}>{phone}</Fact>}
      {place !== '' && <Fact label={t('contact.place')}>{place}</Fact>}
      {tags.length > 0 && (
        <InlineStack gap="100">
          {tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </InlineStack>
      )}
      {note !== null && note !== '' && (
        <Text as="p" breakWord>
          {note}
        </Text>
      )}
    </FactsCard>
  )
}
