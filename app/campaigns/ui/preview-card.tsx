import { useFetcher } from '@remix-run/react'
import { BlockStack, Card, InlineStack, Pagination, SkeletonBodyText, Tabs, Text } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../../kernel/index.ts'
import type { Preview, Sample } from '../preview.server.ts'
import { AudienceCount } from './audience-count.tsx'

const PAUSE = 500

/** Asks for the preview anew whenever the draft has rested for a moment; the last good one stays until then. */
export function usePreview(input: string): Preview | undefined {
  const fetcher = useFetcher<Preview>({ key: 'campaign-preview' })
  useEffect(() => {
    const timer = setTimeout(() => {
      fetcher.submit({ intent: 'preview', draft: input }, { method: 'post' })
    }, PAUSE)
    return () => {
      clearTimeout(timer)
    }
  }, [input]) // the fetcher is a new object on every drawing
  return fetcher.data
}

/** The mail as real people of the segment would get it now. */
export function PreviewCard({ preview }: { preview: Preview | undefined }) {
  const { t } = useTranslation('campaigns')
  const [shown, setShown] = useState<Extract<Preview, { outcome: 'preview' }>>()
  const latest = preview?.outcome === 'preview' ? preview : shown
  if (latest !== shown) setShown(latest)
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('preview.title')}
        </Text>
        {preview?.outcome === 'invalid' && (
          <Text as="p" tone="critical">
            {t('preview.invalid')}
          </Text>
        )}
        {latest === undefined && preview === undefined && <SkeletonBodyText lines={6} />}
        {latest !== undefined && <AudienceCount audience={latest.audience} />}
        {latest !== undefined && latest.samples.length > 0 && <Samples samples={latest.samples} />}
      </BlockStack>
    </Card>
  )
}

function Samples({ samples }: { samples: Sample[] }) {
  const { t } = useTranslation('campaigns')
  const [place, setPlace] = useState(0)
  const [chosen, setChosen] = useState<number | null>(null)
  const sample = samples[Math.min(place, samples.length - 1)]
  if (sample === undefined) return null
  const tab = chosen ?? languages.indexOf(sample.language)
  const letter = sample.letters[languages[tab] ?? 'de']
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center">
        <Text as="span">{t('preview.for', { name: sample.name === '' ? t('preview.nameless') : sample.name })}</Text>
        <Pagination
          hasPrevious={place > 0}
          hasNext={place < samples.length - 1}
          onPrevious={() => {
            setPlace(place - 1)
          }}
          onNext={() => {
            setPlace(place + 1)
          }}
        />
      </InlineStack>
      <Tabs
        tabs={languages.map((id) => ({ id: `preview-${id}`, content: t(`language.${id}`) }))}
        selected={tab}
        onSelect={setChosen}
      />
      {letter.outcome === 'rendered' ? (
        <>
          <Text as="p" fontWeight="semibold">
            {letter.subject}
          </Text>
          <iframe title={t('preview.title')} srcDoc={letter.html} sandbox="" style={FRAME} />
        </>
      ) : (
        <Text as="p" tone="critical">
          {t(`liquid.${letter.code}`, { line: letter.line, name: letter.name })}
        </Text>
      )}
    </BlockStack>
  )
}

const FRAME = { width: '100%', height: '32rem', border: '1px solid var(--p-color-border)', borderRadius: 8 }
