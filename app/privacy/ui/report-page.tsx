import { BlockStack, Card, DataTable, Page, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat, useShop } from '../../ui/index.ts'
import type { Column } from '../report-sections.ts'
import type { Report, ReportSection } from '../report.ts'

/** Everything that is held about a person, as a page to read and to print. */
export function ReportPage({ report }: { report: Report }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  const { name } = useShop()
  return (
    <Page
      backAction={{ content: t('page.title'), url: '/app/privacy' }}
      title={t('report.title')}
      subtitle={t('report.collected', { shop: name, moment: format.dayTime(report.collectedAt) })}
      secondaryActions={[{ content: t('report.print'), onAction: () => window.print() }]}
    >
      <BlockStack gap="400">
        {report.sections.length === 0 && (
          <Card>
            <Text as="p">{t('report.empty')}</Text>
          </Card>
        )}
        {report.sections.map((section) => (
          <SectionCard key={section.table} section={section} />
        ))}
        {report.further.length > 0 && <Further further={report.further} />}
      </BlockStack>
    </Page>
  )
}

function SectionCard({ section: { table, columns, rows } }: { section: ReportSection }) {
  const { t } = useTranslation('privacy')
  const show = useShow()
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t(`report.table.${table}`)}
        </Text>
        <DataTable
          columnContentTypes={columns.map(({ kind }) => (kind === 'money' ? 'numeric' : 'text'))}
          headings={columns.map(({ label }) => t(`report.column.${label}`))}
          rows={rows.map(({ values, currency }) => values.map((value, place) => show(value, columns[place], currency)))}
          increasedTableDensity
        />
      </BlockStack>
    </Card>
  )
}

function useShow(): (value: string, column: Column | undefined, currency: string) => string {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  return (value, column, currency) => {
    if (value === '') return '–'
    if (column?.kind === 'money') return format.money(Number(value), currency)
    if (column?.kind === 'flag') return t(value === 'true' ? 'report.yes' : 'report.no')
    return column?.kind === 'moment' ? format.dayTime(value) : value
  }
}

function Further({ further }: { further: Report['further'] }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('report.further')}
        </Text>
        {further.map(({ table, rows }) => (
          <Text key={table} as="p" tone="subdued">
            {table.replaceAll('_', ' ')}: {format.number(rows)}
          </Text>
        ))}
      </BlockStack>
    </Card>
  )
}
