import { useFetcher } from '@remix-run/react'
import { Banner, BlockStack, Card, InlineStack, Link, Pagination, SkeletonBodyText, Tabs, Text } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages, type Language } from '../../kernel/index.ts'
import type { Preview, Sample } from '../preview.server.ts'
import { AudienceCount } from './audience-count.tsx'
import { TestMail } from './test-mail.tsx'

const PAUSE = 500

/** Asks for the preview anew whenever the draft has rested for a moment; the last good one stays until then. */
export function usePreview(input: string): Preview | undefined {
  const fetcher = useFetcher<Preview>()
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

type Props = {
  preview: Preview | undefined
  /** The fields that must be right first, by name. */
  waitsFor: string | null
  segmentId: string
  language: Language
  onLanguage: (language: Language) => void
  /** What a test mail is made of; null where none is sent any more. */
  test: { input: string; email: string; disabled: boolean } | null
}

/** The mail as real people of the segment would get it now, in the language that is being written. */
export function PreviewCard({ preview, waitsFor, segmentId, language, onLanguage, test }: Props) {
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
        {waitsFor !== null && (
          <Text as="p" tone="subdued">
            {t('preview.waits', { fields: waitsFor })}
          </Text>
        )}
        {latest === undefined && waitsFor === null && <SkeletonBodyText lines={6} />}
        {latest !== undefined && <AudienceCount audience={latest.audience} />}
        {latest?.audience.recipients === 0 && <Nobody members={latest.audience.members} segmentId={segmentId} />}
        {latest !== undefined && (
          <Samples
            samples={latest.samples}
            example={latest.example}
            language={language}
            onLanguage={onLanguage}
            test={test}
          />
        )}
      </BlockStack>
    </Card>
  )
}

function Nobody({ members, segmentId }: { members: number; segmentId: string }) {
  const { t } = useTranslation('campaigns')
  return (
    <Banner tone="warning">
      <BlockStack gap="100">
        <Text as="p">{t(members === 0 ? 'preview.emptySegment' : 'preview.nobodyReachable')}</Text>
        <Link url={`/app/segments/${segmentId}`}>{t('preview.openSegment')}</Link>
      </BlockStack>
    </Banner>
  )
}

type SamplesProps = { samples: Sample[]; example: Sample | null } & Pick<Props, 'language' | 'onLanguage' | 'test'>

function Samples({ samples, example, language, onLanguage, test }: SamplesProps) {
  const { t } = useTranslation('campaigns')
  const [place, setPlace] = useState(0)
  const sample = samples[Math.min(place, samples.length - 1)] ?? example
  if (sample === null) return null
  const letter = sample.letters[language]
  const name = sample.name === '' ? t('preview.nameless') : sample.name
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" wrap={false} gap="200">
        <Text as="span">{t(sample === example ? 'preview.example' : 'preview.for', { name })}</Text>
        {samples.length > 1 && (
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
        )}
      </InlineStack>
      <Tabs
        tabs={languages.map((id) => ({ id: `preview-${id}`, content: t(`language.${id}`) }))}
        selected={languages.indexOf(language)}
        onSelect={(tab) => {
          onLanguage(languages[tab] ?? 'de')
        }}
      />
      {sample !== example && sample.language !== language && (
        <Text as="p" tone="subdued">
          {t(`preview.gets.${sample.language}`, { name })}
        </Text>
      )}
      {letter.outcome === 'rendered' ? (
        <>
          <Text as="p" fontWeight="semibold">
            {letter.subject}
          </Text>
          <iframe title={t('preview.title')} srcDoc={letter.html} sandbox="" style={FRAME} />
        </>
      ) : (
        <Text as="p" tone="critical">
          {t(`${letter.part === 'layout' ? 'layout' : 'liquid'}.${letter.code}`, {
            line: letter.line,
            name: letter.name,
          })}
        </Text>
      )}
      {test !== null && <TestMail {...test} language={language} place={place} />}
    </BlockStack>
  )
}

const FRAME = { width: '100%', height: '32rem', border: '1px solid var(--p-color-border)', borderRadius: 8 }
