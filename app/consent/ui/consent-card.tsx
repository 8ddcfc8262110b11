import { Badge, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { ConsentProof } from '../proof.ts'

const FEW = 3

/** Whether a customer may be mailed, and what proves it: each word, when and where it was said. */
export function ConsentCard({ proofs, mayEmail }: { proofs: ConsentProof[]; mayEmail: boolean }) {
  const { t } = useTranslation('consent')
  const [all, setAll] = useState(false)
  const count = proofs.length - FEW
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('proof.title')}
          </Text>
          <Badge tone={mayEmail ? 'success' : 'attention'}>{t(mayEmail ? 'proof.yes' : 'proof.no')}</Badge>
        </InlineStack>
        {proofs.length === 0 && (
          <Text as="p" tone="subdued">
            {t('proof.none')}
          </Text>
        )}
        {(all ? proofs : proofs.slice(0, FEW)).map((proof) => (
          <Proof key={`${proof.channel} ${proof.at} ${proof.source} ${proof.state}`} proof={proof} />
        ))}
        {count > 0 && (
          <InlineStack>
            <Button variant="plain" ariaExpanded={all} onClick={() => setAll(!all)}>
              {all ? t('proof.fewer') : t('proof.more', { count })}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  )
}

function Proof({ proof: { channel, state, source, at, problem } }: { proof: ConsentProof }) {
  const { t, i18n } = useTranslation('consent')
  const format = useFormat()
  const place = i18n.exists(`consent:proof.source.${source}`) ? t(`proof.source.${source}`) : source
  return (
    <BlockStack gap="050">
      <Text as="h3" fontWeight="semibold">
        {t(`proof.${channel}.${state}`)}
      </Text>
      <Text as="p" tone="subdued">
        {`${format.dayTime(at)}, ${place}`}
      </Text>
      {problem !== null && (
        <Text as="p" tone="caution">
          {t('proof.untold', { problem })}
        </Text>
      )}
    </BlockStack>
  )
}
