import { useFetcher } from '@remix-run/react'
import {
  Banner,
  BlockStack,
  Button,
  Card,
  ChoiceList,
  InlineGrid,
  InlineStack,
  Layout,
  Page,
  Text,
  TextField,
} from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { trackings, type MailDesign } from '../message/design.ts'
import type { DesignOutcome } from '../message/design.server.ts'

type Props = { design: MailDesign; example: string; builtLayout: string }

/** How the shop's mails look: logo, colours, imprint, for experts the layout itself, and whose reactions are recorded. */
export function MailDesignPage({ design, example, builtLayout }: Props) {
  const { t } = useTranslation('campaigns')
  const [form, setForm] = useState(design)
  const fetcher = useFetcher<DesignOutcome>()
  const change = (fields: Partial<MailDesign>) => {
    setForm({ ...form, ...fields })
  }
  const outcome = fetcher.state === 'idle' ? fetcher.data : undefined
  const wrong = (field: string) =>
    outcome?.outcome === 'invalid' && outcome.fields.includes(field) ? { error: t(`design.wrong.${field}`) } : {}
  const layoutProblem =
    outcome?.outcome === 'broken-layout' ? t(`layout.${outcome.problem.code}`, { ...outcome.problem }) : undefined
  return (
    <Page
      title={t('design.title')}
      primaryAction={{
        content: t('design.save'),
        loading: fetcher.state !== 'idle',
        onAction: () => {
          fetcher.submit({ design: JSON.stringify(form) }, { method: 'post' })
        },
      }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {outcome?.outcome === 'saved' && <Banner tone="success">{t('design.saved')}</Banner>}
            <Card>
              <BlockStack gap="400">
                <TextField
                  label={t('design.logo')}
                  value={form.logoUrl ?? ''}
                  placeholder="https://"
                  helpText={t('design.logoHelp')}
                  autoComplete="off"
                  onChange={(url) => {
                    change({ logoUrl: url.trim() === '' ? null : url.trim() })
                  }}
                  {...wrong('logoUrl')}
                />
                <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
                  <Colour field="accent" form={form} change={change} wrong={wrong} />
                  <Colour field="background" form={form} change={change} wrong={wrong} />
                </InlineGrid>
                <TextField
                  label={t('design.imprint')}
                  value={form.imprint}
                  multiline={3}
                  helpText={t('design.imprintHelp')}
                  autoComplete="off"
                  onChange={(imprint) => {
                    change({ imprint })
                  }}
                />
              </BlockStack>
            </Card>
            <Card>
              <ChoiceList
                title={t('design.tracking.title')}
                choices={trackings.map((value) => ({
                  value,
                  label: t(`design.tracking.${value}`),
                  helpText: t(`design.tracking.${value}Help`),
                }))}
                selected={[form.tracking]}
                onChange={([chosen]) => {
                  change({ tracking: trackings.find((one) => one === chosen) ?? 'agreed' })
                }}
              />
            </Card>
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  {t('design.layout')}
                </Text>
                <Text as="p" tone="subdued">
                  {t('design.layoutHelp', { content: '{{ content }}', stop: '{{ unsubscribe_url }}' })}
                </Text>
                {form.layout === null ? (
                  <InlineStack>
                    <Button
                      onClick={() => {
                        change({ layout: builtLayout })
                      }}
                    >
                      {t('design.ownLayout')}
                    </Button>
                  </InlineStack>
                ) : (
                  <>
                    <TextField
                      label={t('design.layout')}
                      labelHidden
                      value={form.layout}
                      multiline={12}
                      monospaced
                      autoComplete="off"
                      error={layoutProblem}
                      onChange={(layout) => {
                        change({ layout })
                      }}
                    />
                    <InlineStack>
                      <Button
                        variant="plain"
                        onClick={() => {
                          change({ layout: null })
                        }}
                      >
                        {t('design.builtLayout')}
                      </Button>
                    </InlineStack>
                  </>
                )}
              </BlockStack>
            </Card>
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Card>
            <BlockStack gap="200">
              <Text as="h2" variant="headingMd">
                {t('design.example')}
              </Text>
              <iframe title={t('design.example')} srcDoc={example} sandbox="" style={FRAME} />
            </BlockStack>
          </Card>
        </Layout.Section>
      </Layout>
    </Page>
  )
}

type ColourProps = {
  field: 'accent' | 'background'
  form: MailDesign
  change: (fields: Partial<MailDesign>) => void
  wrong: (field: string) => { error?: string }
}

function Colour({ field, form, change, wrong }: ColourProps) {
  const { t } = useTranslation('campaigns')
  const set = (colour: string) => {
    change({ [field]: colour })
  }
  return (
    <TextField
      label={t(`design.${field}`)}
      value={form[field]}
      autoComplete="off"
      onChange={set}
      connectedLeft={
        <input
          type="color"
          aria-label={t(`design.${field}`)}
          value={/^#[0-9a-f]{6}$/i.test(form[field]) ? form[field] : '#000000'}
          style={SWATCH}
          onChange={({ target }) => {
            set(target.value)
          }}
        />
      }
      {...wrong(field)}
    />
  )
}

const SWATCH = { width: '2.5rem', height: '2rem', padding: 0, border: 0, background: 'none' }
const FRAME = { width: '100%', height: '32rem', border: '1px solid var(--p-color-border)', borderRadius: 8 }
