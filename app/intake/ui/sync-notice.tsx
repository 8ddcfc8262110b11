import { Banner, BlockStack, InlineStack, Link, List, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { isLate, judge, type Lag, type Standing } from '../receipt/judgement.ts'
import { useMoment } from './use-moment.ts'

/** Where the stream from the shop stands, and when that was so (ISO 8601). */
export type StandingNow = { standing: Standing; asOf: string }

/** Warns where the app has fallen behind the shop: what happened, and where to see what helps. Nothing otherwise. */
export function SyncWarning({ standing, asOf }: StandingNow) {
  const { t } = useTranslation('intake')
  const { titleOf, whatOf } = useWords(asOf)
  const judgement = judge(standing, new Date(asOf))
  if (judgement.outcome !== 'behind') return null
  const { lags } = judgement
  const onlyFailed = lags.every(({ kind }) => kind === 'failed')
  return (
    <Banner
      tone="warning"
      title={titleOf(lags)}
      action={{
        content: t(onlyFailed ? 'receipt.notice.openFailed' : 'receipt.notice.open'),
        url: onlyFailed ? '/app/sync?state=failed#deliveries' : '/app/sync',
      }}
    >
      <BlockStack gap="200">
        {lags.length > 1 && (
          <List>
            {lags.map((lag) => (
              <List.Item key={lag.kind}>{whatOf(lag)}</List.Item>
            ))}
          </List>
        )}
        <Text as="p">{t('receipt.notice.safe')}</Text>
      </BlockStack>
    </Banner>
  )
}

/** Everything that holds the app back, each with what helps. */
export function SyncProblems({ lags, asOf }: { lags: Lag[]; asOf: string }) {
  const { t } = useTranslation('intake')
  const { titleOf, whatOf, helpOf } = useWords(asOf)
  const [first] = lags
  return (
    <Banner tone="warning" title={titleOf(lags)}>
      <BlockStack gap="200">
        {lags.length === 1 && first !== undefined ? (
          <Text as="p">{helpOf(first)}</Text>
        ) : (
          <List>
            {lags.map((lag) => (
              <List.Item key={lag.kind}>
                <Text as="span" fontWeight="semibold">
                  {whatOf(lag)}
                </Text>
                <Text as="p">{helpOf(lag)}</Text>
              </List.Item>
            ))}
          </List>
        )}
        <Text as="p">{t('receipt.notice.safe')}</Text>
      </BlockStack>
    </Banner>
  )
}

function useWords(asOf: string) {
  const { t, i18n } = useTranslation('intake')
  const { said, age } = useMoment(asOf)
  const list = (words: string[]) => new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(words)
  const kindsOf = (kinds: { kind: string }[]) => list(kinds.map(({ kind }) => t(`receipt.kind.${kind}`)))
  const factsOf = (lag: Lag): Record<string, string | number> => {
    switch (lag.kind) {
      case 'failed':
        return { count: lag.count }
      case 'waiting':
        return { count: lag.count, age: age(lag.since) }
      case 'unread':
        return { kinds: kindsOf(lag.kinds) }
      case 'night':
        return { kinds: kindsOf(lag.kinds), moment: said(lag.kinds[0]?.completeTo ?? '') }
      case 'scopes':
        return {
          count: lag.scopes.length,
          scopes: list(lag.scopes.map((scope) => t(`receipt.scope.${scope}`, scope))),
        }
      case 'stale':
        return { moment: said(lag.completeTo) }
    }
  }
  const whatOf = (lag: Lag) => t(`receipt.notice.what.${lag.kind}`, factsOf(lag))
  const helpOf = (lag: Lag) => t(`receipt.notice.help.${lag.kind}`, factsOf(lag))
  const titleOf = (lags: Lag[]) => {
    const [first] = lags
    if (lags.length === 1 && first !== undefined) return whatOf(first)
    return t(isLate(lags) ? 'receipt.notice.title' : 'receipt.notice.attention')
  }
  return { titleOf, whatOf, helpOf }
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
