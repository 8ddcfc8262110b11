import { useFetcher, useRevalidator } from '@remix-run/react'
import {
  Banner,
  BlockStack,
  Button,
  Card,
  ChoiceList,
  InlineGrid,
  Layout,
  Page,
  ProgressBar,
  Text,
  TextField,
} from '@shopify/polaris'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minorDigits } from '../../kernel/index.ts'
import { useFormat, useShop } from '../../ui/index.ts'
import { rfmDimensions, type BordersReading, type RfmBorders, type RfmDimension } from '../rfm-borders.ts'
import type { RfmSettingView } from '../rfm-setting.server.ts'
import { BordersTable, GroupsCard } from './rfm-borders-card.tsx'

type Fields = Record<RfmDimension, string[]>

/** How the shop scores its customers: fifths or own borders, what is in force, and what the groups mean. */
export function RfmSettingPage({ setting }: { setting: RfmSettingView }) {
  const { t } = useTranslation('profiles')
  const { borders, rescoring, groups } = setting
  return (
    <Page title={t('rfm.title')}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Text as="p">{t('rfm.intro')}</Text>
            {rescoring !== null && <Progress {...rescoring} />}
            <SettingForm setting={setting} />
            {borders === null ? <Text as="p">{t('rfm.none')}</Text> : <BordersTable borders={borders} />}
            <GroupsCard groups={groups} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  )
}

function SettingForm({ setting: { mode: saved, borders } }: { setting: RfmSettingView }) {
  const { t } = useTranslation('profiles')
  const { currency } = useShop()
  const [mode, setMode] = useState(saved)
  const [fields, setFields] = useState(() => fieldsOf(borders, currency))
  const fetcher = useFetcher<BordersReading | { outcome: 'saved' }>()
  const problems = fetcher.data?.outcome === 'invalid' ? fetcher.data.problems : {}
  const save = () => {
    const form = new FormData()
    form.set('mode', mode)
    for (const dimension of rfmDimensions) for (const value of fields[dimension]) form.append(dimension, value)
    fetcher.submit(form, { method: 'post' })
  }
  return (
    <Card>
      <BlockStack gap="400">
        <ChoiceList
          title={t('rfm.mode')}
          choices={(['fifths', 'own'] as const).map((value) => ({
            value,
            label: t(`rfm.${value}`),
            helpText: t(`rfm.${value}Help`),
          }))}
          selected={[mode]}
          onChange={([chosen]) => {
            setMode(chosen === 'own' ? 'own' : 'fifths')
          }}
        />
        {mode === 'own' &&
          rfmDimensions.map((dimension) => {
            const problem = problems[dimension]
            return (
              <BlockStack key={dimension} gap="200">
                <Text as="h3" variant="headingSm">
                  {t(`rfm.dimension.${dimension}`, { currency })}
                </Text>
                <InlineGrid columns={{ xs: 2, md: 4 }} gap="200">
                  {fields[dimension].map((value, place) => (
                    <TextField
                      key={place}
                      label={t('rfm.reaches', { score: dimension === 'recency' ? 5 - place : place + 2 })}
                      autoComplete="off"
                      inputMode="decimal"
                      value={value}
                      error={problem !== undefined}
                      onChange={(typed) => {
                        setFields({ ...fields, [dimension]: fields[dimension].with(place, typed) })
                      }}
                    />
                  ))}
                </InlineGrid>
                {problem !== undefined && (
                  <Text as="p" tone="critical">
                    {t(`rfm.problem.${problem}`)}
                  </Text>
                )}
              </BlockStack>
            )
          })}
        <Button variant="primary" loading={fetcher.state !== 'idle'} onClick={save}>
          {t('rfm.save')}
        </Button>
        {fetcher.data?.outcome === 'saved' && <Text as="p">{t('rfm.saved')}</Text>}
      </BlockStack>
    </Card>
  )
}

function Progress({ scored, total }: { scored: number; total: number }) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const timer = setInterval(revalidate, 1500)
    return () => {
      clearInterval(timer)
    }
  }, [revalidate])
  return (
    <Banner>
      <BlockStack gap="200">
        <Text as="p">
          {total === 0
            ? t('rfm.starting')
            : t('rfm.progress', { scored: format.number(scored), total: format.number(total) })}
        </Text>
        <ProgressBar progress={total === 0 ? 0 : Math.round((scored / total) * 100)} size="small" />
      </BlockStack>
    </Banner>
  )
}

function fieldsOf(borders: RfmBorders | null, currency: string): Fields {
  const texts = (dimension: RfmDimension) => {
    const factor = dimension === 'monetary' ? 10 ** minorDigits(currency) : 1
    return (borders?.[dimension] ?? ['', '', '', '']).map((cut) =>
      cut === '' ? '' : String(Math.max(1, Math.round(Number(cut) / factor))),
    )
  }
  return { recency: texts('recency'), frequency: texts('frequency'), monetary: texts('monetary') }
}
