import { useSearchParams } from '@remix-run/react'
import {
  Badge,
  BlockStack,
  Box,
  Card,
  IndexTable,
  InlineStack,
  Link,
  Tabs,
  Text,
  useBreakpoints,
} from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import { readRecipientView, recipientViews, type RecipientView } from '../fate.ts'
import type { RecipientLine, RecipientPage } from '../recipients.server.ts'
import type { CampaignResult } from '../result.server.ts'

const tones = { sent: 'success', failed: 'critical', unclear: 'warning' } as const

/** Everybody of the frozen audience with what became of their mail. */
export function RecipientTable({ page, result }: { page: RecipientPage; result: CampaignResult }) {
  const { t } = useTranslation('campaigns')
  const [params, setParams] = useSearchParams()
  const { smDown } = useBreakpoints()
  const views = [null, ...recipientViews.filter((view) => result[view] > 0)]
  const chosen = readRecipientView(params.get('view'))
  const go = (view: RecipientView | null, after: string | null) => {
    const next = new URLSearchParams(params)
    for (const [name, value] of Object.entries({ view, after })) {
      if (value === null) next.delete(name)
      else next.set(name, value)
    }
    setParams(next, { preventScrollReset: true })
  }
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t('recipients.title')}
        </Text>
      </Box>
      <Tabs
        tabs={views.map((view) => ({ id: `view-${view ?? 'all'}`, content: t(`recipients.view.${view ?? 'all'}`) }))}
        selected={Math.max(0, views.indexOf(chosen))}
        onSelect={(place) => {
          go(views[place] ?? null, null)
        }}
      />
      <IndexTable
        condensed={smDown}
        itemCount={page.lines.length}
        selectable={false}
        resourceName={{ singular: t('recipients.one'), plural: t('recipients.title') }}
        headings={[
          { title: t('recipients.person') },
          { title: t('recipients.outcome') },
          { title: t('recipients.code') },
        ]}
        {...((params.has('after') || page.next !== null) && {
          pagination: {
            hasPrevious: params.has('after'),
            hasNext: page.next !== null,
            onPrevious: () => {
              go(chosen, null)
            },
            onNext: () => {
              go(chosen, page.next)
            },
          },
        })}
      >
        {page.lines.map((line, position) => (
          <IndexTable.Row id={line.customerId} key={line.customerId} position={position}>
            <Cells line={line} narrow={smDown} />
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Card>
  )
}

function Cells({ line, narrow }: { line: RecipientLine; narrow: boolean }) {
  if (narrow) {
    return (
      <Box padding="300" width="100%">
        <BlockStack gap="100">
          <Person line={line} />
          <Outcome line={line} />
          {line.code !== null && <Code line={line} />}
        </BlockStack>
      </Box>
    )
  }
  return (
    <>
      <IndexTable.Cell>
        <Person line={line} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Outcome line={line} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Code line={line} />
      </IndexTable.Cell>
    </>
  )
}

function Code({ line }: { line: RecipientLine }) {
  const { t } = useTranslation('campaigns')
  return (
    <InlineStack gap="200" blockAlign="center">
      <Text as="span">{line.code ?? '–'}</Text>
      {line.redeemed && <Badge tone="success">{t('recipients.redeemed')}</Badge>}
    </InlineStack>
  )
}

function Person({ line }: { line: RecipientLine }) {
  return (
    <BlockStack>
      <Link url={`/app/customers/${line.customerId}`} removeUnderline monochrome>
        {line.name}
      </Link>
      <Text as="span" tone="subdued" variant="bodySm" breakWord>
        {line.email ?? ''}
      </Text>
    </BlockStack>
  )
}

function Outcome({ line: { fate, reason, sentAt } }: { line: RecipientLine }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const beside = sentAt !== null ? format.dayTime(sentAt) : reason === null ? '' : t(`reason.${reason}`, reason)
  const tone = fate in tones ? { tone: tones[fate as keyof typeof tones] } : {}
  return (
    <BlockStack gap="050" inlineAlign="start">
      <Badge {...tone}>{t(`fate.${fate}`)}</Badge>
      {beside !== '' && (
        <Text as="span" tone="subdued" variant="bodySm" breakWord>
          {beside}
        </Text>
      )}
    </BlockStack>
  )
}
