import { useFetcher } from '@remix-run/react'
import { BlockStack, Button, InlineError, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../kernel/index.ts'
import type { TestMailOutcome } from '../test-mail.server.ts'

type Props = { input: string; language: Language; place: number; email: string; disabled: boolean }

/** Sends what the preview shows to its author. */
export function TestMail({ input, language, place, email, disabled }: Props) {
  const { t } = useTranslation('campaigns')
  const [to, setTo] = useState(email)
  const fetcher = useFetcher<TestMailOutcome>()
  const outcome = fetcher.state === 'idle' ? fetcher.data : undefined
  const send = () => {
    fetcher.submit({ intent: 'test', to, language, place: String(place), draft: input }, { method: 'post' })
  }
  return (
    <BlockStack gap="100">
      <TextField
        label={t('test.label')}
        type="email"
        value={to}
        onChange={setTo}
        autoComplete="email"
        connectedRight={
          <Button onClick={send} loading={fetcher.state !== 'idle'} disabled={disabled || !to.includes('@')}>
            {t('test.send')}
          </Button>
        }
      />
      {outcome?.outcome === 'test-sent' && (
        <Text as="p" tone="success">
          {t('test.sent', { to: outcome.to })}
        </Text>
      )}
      {outcome?.outcome === 'test-refused' && (
        <InlineError fieldID="test-mail" message={t('test.refused', { reason: outcome.reason })} />
      )}
      {outcome?.outcome === 'test-incomplete' && <InlineError fieldID="test-mail" message={t('test.incomplete')} />}
    </BlockStack>
  )
}
