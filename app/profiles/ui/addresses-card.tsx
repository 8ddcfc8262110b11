import { Badge, BlockStack, InlineStack, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { PostalAddress } from '../../ledger/index.ts'
import { useShop } from '../../ui/index.ts'
import { countryName } from './country-name.ts'
import { FactsCard } from './facts.tsx'

/** All addresses of a customer, as on a letter, the default one first. */
export function AddressesCard({ addresses }: { addresses: PostalAddress[] }) {
  const { t } = useTranslation('profiles')
  return (
    <FactsCard title={t('addresses.title')}>
      {addresses.length === 0 && (
        <Text as="p" tone="subdued">
          {t('addresses.none')}
        </Text>
      )}
      {addresses.map((address) => (
        <Address key={address.id} address={address} alone={addresses.length === 1} />
      ))}
    </FactsCard>
  )
}

function Address({ address, alone }: { address: PostalAddress; alone: boolean }) {
  const { t } = useTranslation('profiles')
  const { language } = useShop()
  const { name, company, lines, zip, city, province, countryCode, phone, isDefault } = address
  const town = [[zip, city].filter(Boolean).join(' '), province].filter(Boolean).join(', ')
  const country = countryCode === null ? null : countryName(countryCode, language)
  return (
    <BlockStack gap="050">
      {isDefault && !alone && (
        <InlineStack>
          <Badge>{t('addresses.default')}</Badge>
        </InlineStack>
      )}
      <address style={{ fontStyle: 'normal', overflowWrap: 'anywhere' }}>
        {[name, company, ...lines, town, country, phone].filter(Boolean).map((line, index) => (
          <div key={index}>{line}</div>
        ))}
      </address>
    </BlockStack>
  )
}
