import { Banner, BlockStack, InlineStack, Link, List, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { judge, type Lag, type Standing } from '../receipt/judgement.ts'
import { useMoment } from './use-moment.ts'

/** Where the stream from the shop stands, and when that was so (ISO 8601). */
export type StandingNow = { standing: Standing; asOf: string }

/** Warns where the app has fallen behind the shop: what happened, what is safe, what to do. Nothing otherwise. */
export function SyncWarning({ standing, asOf }: StandingNow) {
  const { t } = useTranslation('intake')
  const judgement = judge(standing, new Date(asOf))
  if (judgement.outcome !== 'behind') return null
  return (
    <Banner
      tone="warning"
      title={t('receipt.notice.title')}
      action={{ content: t('receipt.notice.open'), url: '/app/sync' }}
    >
      <Lags lags={judgement.lags} asOf={asOf} />
    </Banner>
  )
}

/** Everything that holds the app back, in sentences. */
export function Lags({ lags, asOf }: { lags: Lag[]; asOf: string }) {
  const { t } = useTranslation('intake')
  const sentenceOf = useSentence(asOf)
  const [first] = lags
  return (
    <BlockStack gap="200">
      {lags.length === 1 && first !== undefined ? (
        <Text as="p">{sentenceOf(first)}</Text>
      ) : (
        <List>
          {lags.map((lag) => (
            <List.Item key={lag.kind}>{sentenceOf(lag)}</List.Item>
          ))}
        </List>
      )}
      <Text as="p">{t('receipt.notice.todo')}</Text>
    </BlockStack>
  )
}

function useSentence(asOf: string): (lag: Lag) => string {
  const { t, i18n } = useTranslation('intake')
  const { said, age } = useMoment(asOf)
  const kinds = new Intl.ListFormat(i18n.language, { type: 'conjunction' })
  return (lag) => {
    switch (lag.kind) {
      case 'failed':
        return t('receipt.notice.failed', { count: lag.count })
      case 'waiting':
        return t('receipt.notice.waiting', { count: lag.count, age: age(lag.since) })
      case 'unread':
        return t('receipt.notice.unread', {
          kinds: kinds.format(lag.kinds.map(({ kind }) => t(`receipt.kind.${kind}`))),
        })
      case 'night':
        return t('receipt.notice.night', {
          kinds: kinds.format(lag.kinds.map(({ kind }) => t(`receipt.kind.${kind}`))),
          moment: said(lag.kinds[0]?.completeTo ?? ''),
        })
      case 'scopes':
        return t('receipt.notice.scopes', {
          scopes: kinds.format(lag.scopes.map((scope) => t(`receipt.scope.${scope}`, scope))),
        })
      case 'stale':
        return t('receipt.notice.stale', { moment: said(lag.completeTo) })
    }
  }
}

/** One quiet line, where all is well: up to when everything is here. */
export function SyncLine({ standing, asOf }: StandingNow) {
  const { t } = useTranslation('intake')
  const { said } = useMoment(asOf)
  const judgement = judge(standing, new Date(asOf))
  if (judgement.outcome !== 'complete') return null
  return (
    <InlineStack align="center">
      <Text as="p" tone="subdued" variant="bodySm">
        <Link url="/app/sync" monochrome>
          {t('receipt.state.completeTo', { moment: said(judgement.completeTo) })}
        </Link>
      </Text>
    </InlineStack>
  )
}
