import { useFetcher } from '@remix-run/react'
import { BlockStack, Button, Card, Checkbox, FormLayout, Page, Select, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../ui/index.ts'
import { numberIn } from '../draft-form.ts'
import type { CampaignRules } from '../rules.ts'

const hours = Array.from({ length: 24 }, (_, hour) => String(hour))

/** What holds for every campaign: how often, when, and who must agree. */
export function RulesPage({ rules }: { rules: CampaignRules }) {
  const { t } = useTranslation('campaigns')
  const { timeZone } = useShop()
  const fetcher = useFetcher<{ outcome: 'saved' | 'invalid' }>()
  const [form, setForm] = useState(formOf(rules))
  const change = (fields: Partial<typeof form>) => {
    setForm({ ...form, ...fields })
  }
  const save = () => {
    fetcher.submit(inputOf(form), { method: 'post', encType: 'application/json' })
  }
  const outcome = fetcher.state === 'idle' ? fetcher.data?.outcome : undefined
  const options = hours.map((value) => ({ value, label: t('rules.oClock', { hour: value }) }))
  return (
    <Page title={t('rules.title')} backAction={{ content: t('editor.back'), url: '/app/campaigns' }}>
      <Card>
        <BlockStack gap="400">
          <FormLayout>
            <TextField
              label={t('rules.restDays')}
              helpText={t('rules.restDaysHelp')}
              value={form.restDays}
              onChange={(restDays) => {
                change({ restDays })
              }}
              suffix={t('editor.days')}
              inputMode="numeric"
              autoComplete="off"
            />
            <Checkbox
              label={t('rules.sparesAsking')}
              checked={form.sparesAsking}
              onChange={(sparesAsking) => {
                change({ sparesAsking })
              }}
            />
            <Checkbox
              label={t('rules.quiet')}
              helpText={t('rules.quietHelp', { timeZone })}
              checked={form.quiet}
              onChange={(quiet) => {
                change({ quiet })
              }}
            />
            {form.quiet && (
              <FormLayout.Group condensed>
                <Select
                  label={t('rules.from')}
                  options={options}
                  value={form.from}
                  onChange={(from) => {
                    change({ from })
                  }}
                />
                <Select
                  label={t('rules.until')}
                  options={options}
                  value={form.until}
                  onChange={(until) => {
                    change({ until })
                  }}
                />
              </FormLayout.Group>
            )}
            <TextField
              label={t('rules.margin')}
              helpText={t('rules.marginHelp')}
              value={form.margin}
              onChange={(margin) => {
                change({ margin })
              }}
              suffix="%"
              inputMode="numeric"
              autoComplete="off"
            />
            <Checkbox
              label={t('rules.approval')}
              helpText={t('rules.approvalHelp')}
              checked={form.approval}
              onChange={(approval) => {
                change({ approval })
              }}
            />
          </FormLayout>
          <Button variant="primary" loading={fetcher.state !== 'idle'} onClick={save}>
            {t('editor.save')}
          </Button>
          {outcome !== undefined && (
            <Text as="p" {...(outcome === 'invalid' && { tone: 'critical' })}>
              {t(`rules.${outcome}`)}
            </Text>
          )}
        </BlockStack>
      </Card>
    </Page>
  )
}

function formOf({ restDays, quiet, sparesAsking, approval, marginPercent }: CampaignRules) {
  const hoursOf = { from: String(quiet?.from ?? 21), until: String(quiet?.until ?? 7) }
  const margin = marginPercent === null ? '' : String(marginPercent)
  return { restDays: String(restDays), quiet: quiet !== null, ...hoursOf, sparesAsking, approval, margin }
}

function inputOf({ restDays, quiet, from, until, sparesAsking, approval, margin }: ReturnType<typeof formOf>) {
  return {
    restDays: numberIn(restDays),
    quiet: quiet ? { from: Number(from), until: Number(until) } : null,
    marginPercent: numberIn(margin),
    ...{ sparesAsking, approval },
  }
}
