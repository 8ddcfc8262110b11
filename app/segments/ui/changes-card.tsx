import { Badge, BlockStack, Button, Card, Divider, InlineStack, Link, Text } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { ChangesPage, MembershipChange } from '../membership/changes.server.ts'
import { useQueryWords } from './use-query-words.ts'

/** Who entered the segment and left it, when, and because of what. */
export function ChangesCard({ segmentId, first }: { segmentId: string; first: ChangesPage }) {
  const { t } = useTranslation('segments')
  const { changes, older, fetching, failed, fetchOlder } = useChanges(segmentId, first)
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('changes.title')}
        </Text>
        {changes.length === 0 && (
          <Text as="p" tone="subdued">
            {t('changes.none')}
          </Text>
        )}
        {changes.map((change, place) => (
          <BlockStack key={change.id} gap="300">
            {place > 0 && <Divider />}
            <ChangeLine change={change} />
          </BlockStack>
        ))}
        {failed && (
          <Text as="p" tone="critical">
            {t('changes.failed')}
          </Text>
        )}
        {older !== null && (
          <InlineStack>
            <Button loading={fetching} onClick={fetchOlder}>
              {t('changes.older')}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  )
}

function ChangeLine({ change: { at, entered, customer, ...why } }: { change: MembershipChange }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Badge {...(entered && { tone: 'success' as const })}>
            {t(entered ? 'changes.entered' : 'changes.left')}
          </Badge>
          <Link url={`/app/customers/${customer.id}`}>{customer.name}</Link>
        </InlineStack>
        <Text as="span" tone="subdued" numeric>
          {format.dayTime(at)}
        </Text>
      </InlineStack>
      <Text as="p" tone="subdued" breakWord>
        {useCauseWords()(why)}
      </Text>
    </BlockStack>
  )
}

/** Says in a sentence why somebody entered or left. */
function useCauseWords() {
  const { t } = useTranslation('segments')
  const { sayText } = useQueryWords()
  return ({ cause, order, passed }: Pick<MembershipChange, 'cause' | 'order' | 'passed'>): string => {
    if (cause === 'day' && passed.length > 0)
      return t('changes.passed', { conditions: passed.map(sayText).join(t('language.or')) })
    return order === null ? t(`cause.${cause}`) : t(`cause.${cause}Named`, { order, defaultValue: t(`cause.${cause}`) })
  }
}

/** The first page as the loader gave it, and the older ones fetched after it. */
function useChanges(segmentId: string, first: ChangesPage) {
  const [pages, setPages] = useState<ChangesPage[]>([])
  const [state, setState] = useState<'idle' | 'fetching' | 'failed'>('idle')
  const all = [first, ...pages]
  const byId = new Map(all.flatMap(({ changes }) => changes.map((change) => [change.id, change] as const)))
  const older = (all.at(-1) ?? first).older
  const fetchOlder = async () => {
    setState('fetching')
    const page = await pageBefore(segmentId, older ?? '')
    setState(page === null ? 'failed' : 'idle')
    if (page !== null) setPages((known) => [...known, page])
  }
  return {
    changes: [...byId.values()],
    older,
    fetching: state === 'fetching',
    failed: state === 'failed',
    fetchOlder: () => void fetchOlder(),
  }
}

/** App Bridge gives each fetch its session token. */
async function pageBefore(segmentId: string, before: string): Promise<ChangesPage | null> {
  try {
    const answer = await fetch(`/app/segments/${segmentId}/changes?before=${before}`)
    return answer.ok ? ((await answer.json()) as ChangesPage) : null
  } catch {
    return null
  }
}
