import { useNavigation } from '@remix-run/react'
import { BlockStack, Box, IndexTable, Link, Page, Text, useBreakpoints } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { ListCard, useFormat } from '../../ui/index.ts'
import type { CountedSegment } from '../segments.server.ts'
import type { SegmentTemplate } from '../templates.ts'
import { TemplatesCard } from './templates-card.tsx'
import { useQueryWords } from './use-query-words.ts'

type Props = { segments: CountedSegment[]; templates: SegmentTemplate[]; asOf: string }

/** The shop's segments with how many customers fit each now. */
export function SegmentList({ segments, templates, asOf }: Props) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const loading = useNavigation().location?.pathname === '/app/segments'
  const create = { content: t('list.create'), url: '/app/segments/new' }
  return (
    <Page
      title={t('list.title')}
      {...(segments.length > 0 && { primaryAction: create })}
      secondaryActions={[{ content: t('native.open'), url: '/app/segments/native' }]}
    >
      <BlockStack gap="400">
        <ListCard
          loading={loading}
          lines={6}
          empty={
            segments.length === 0 ? { heading: t('list.emptyTitle'), body: t('list.emptyBody'), action: create } : null
          }
        >
          <Rows segments={segments} asOf={asOf} />
        </ListCard>
        {segments.length > 0 && !loading && (
          <Box paddingInline={{ xs: '400', sm: '0' }}>
            <Text as="p" tone="subdued" alignment="end">
              {t('list.asOf', { time: format.time(asOf) })}
            </Text>
          </Box>
        )}
        <TemplatesCard templates={templates} />
      </BlockStack>
    </Page>
  )
}

function Rows({ segments, asOf }: Omit<Props, 'templates'>) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const { sayText } = useQueryWords()
  const { smDown } = useBreakpoints()
  const countMeaning = t('list.countMeaning', { time: format.time(asOf) })
  return (
    <IndexTable
      condensed={smDown}
      itemCount={segments.length}
      selectable={false}
      resourceName={{ singular: t('list.one'), plural: t('list.many') }}
      headings={[
        { title: t('list.column.name') },
        { title: t('list.column.count'), alignment: 'end', tooltipContent: countMeaning },
      ]}
    >
      {segments.map((segment, position) => (
        <IndexTable.Row id={segment.id} key={segment.id} position={position}>
          <IndexTable.Cell>
            <Box padding={smDown ? '300' : '0'} width="100%">
              <Link url={`/app/segments/${segment.id}`} dataPrimaryLink removeUnderline monochrome>
                <Text as="span" fontWeight="semibold">
                  {segment.name}
                </Text>
              </Link>
              {/* Cells of an IndexTable keep their text on one line. */}
              <div style={{ whiteSpace: 'normal' }}>
                <Text as="p" tone="subdued" breakWord>
                  {segment.description === '' ? sayText(segment.query) : segment.description}
                </Text>
              </div>
              {smDown && segment.count !== null && <Text as="p">{t('count.customers', { count: segment.count })}</Text>}
            </Box>
          </IndexTable.Cell>
          {!smDown && (
            <IndexTable.Cell>
              <Text as="span" alignment="end" numeric>
                {segment.count === null ? t('list.unknown') : format.number(segment.count)}
              </Text>
            </IndexTable.Cell>
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  )
}
