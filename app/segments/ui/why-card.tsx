import { useFetcher } from '@remix-run/react'
import { Badge, BlockStack, Button, Card, Divider, InlineStack, Link, Text, TextField } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { WhyRequest } from '../why-request.ts'
import type { Why } from '../why.server.ts'
import { useActualValue } from './use-actual-value.ts'
import { useQueryWords } from './use-query-words.ts'

type Found = { id: string; name: string; email: string | null }
type Answer = { found: Found[]; customer: string | null; why: Why | { outcome: 'invalid' | 'unknown-customer' } | null }

const TYPING_PAUSE = 300

/** For a customer that is searched for: every condition with what the customer has, and whether it is met. */
export function WhyCard({ query }: { query: string }) {
  const { t } = useTranslation('segments')
  const [search, setSearch] = useState('')
  const [customer, setCustomer] = useState<string>()
  const answer = useWhy({ query, search, customer })
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('why.title')}
        </Text>
        <TextField
          label={t('why.search')}
          labelHidden
          placeholder={t('why.search')}
          value={search}
          autoComplete="off"
          onChange={(text) => {
            setSearch(text)
            setCustomer(undefined)
          }}
        />
        {search.trim() !== '' && answer !== null && (
          <>
            <Others found={answer.found} chosen={answer.customer} onChoose={setCustomer} />
            {answer.why?.outcome === 'explained' && answer.customer !== null && (
              <Verdict why={answer.why} customer={answer.customer} found={answer.found} />
            )}
            {answer.why === null && <Text as="p">{t('why.nobody')}</Text>}
            {answer.why?.outcome === 'invalid' && <Text as="p">{t('count.incomplete')}</Text>}
          </>
        )}
      </BlockStack>
    </Card>
  )
}

function Others({
  found,
  chosen,
  onChoose,
}: {
  found: Found[]
  chosen: string | null
  onChoose: (id: string) => void
}) {
  return (
    <InlineStack gap="200">
      {found
        .filter(({ id }) => id !== chosen)
        .map(({ id, name, email }) => (
          <Button
            key={id}
            size="micro"
            onClick={() => {
              onChoose(id)
            }}
          >
            {name || (email ?? `#${id}`)}
          </Button>
        ))}
    </InlineStack>
  )
}

function Verdict({ why, customer, found }: { why: Why; customer: string; found: Found[] }) {
  const { t } = useTranslation('segments')
  const { sayText } = useQueryWords()
  const sayActual = useActualValue()
  const format = useFormat()
  const person = found.find(({ id }) => id === customer)
  return (
    <BlockStack gap="300">
      <div aria-live="polite">
        <InlineStack gap="200" blockAlign="center">
          <Link url={`/app/customers/${customer}`}>{person?.name ?? person?.email ?? `#${customer}`}</Link>
          <Badge tone={why.member ? 'success' : 'attention'}>{t(why.member ? 'why.member' : 'why.notMember')}</Badge>
        </InlineStack>
      </div>
      {why.clauses.map(({ text, fits, actual }, index) => (
        <BlockStack key={index} gap="100">
          <Divider />
          <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
            <Text as="p">{sayText(text)}</Text>
            <Badge tone={fits ? 'success' : 'critical'}>{t(fits ? 'why.fits' : 'why.misses')}</Badge>
          </InlineStack>
          {actual.map((one) => (
            <Text key={one.name} as="p" tone="subdued">
              {t('why.actual', { value: sayActual(one) })}
            </Text>
          ))}
        </BlockStack>
      ))}
      <Text as="p" tone="subdued" variant="bodySm">
        {t('count.asOf', { time: format.time(why.asOf) })}
      </Text>
    </BlockStack>
  )
}

function useWhy({ query, search, customer }: WhyRequest): Answer | null {
  const fetcher = useFetcher<Answer>()
  const asked = JSON.stringify({ query, search, customer })
  useEffect(() => {
    if (search.trim() === '') return
    const timer = setTimeout(() => {
      fetcher.submit(asked, { method: 'post', encType: 'application/json', action: '/app/segments/why' })
    }, TYPING_PAUSE)
    return () => {
      clearTimeout(timer)
    }
  }, [asked])
  return fetcher.data ?? null
}
