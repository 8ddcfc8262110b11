import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, Button, InlineStack, TextField } from '@shopify/polaris'
import { useEffect, useRef, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../ui/index.ts'
import type { Answered } from '../answer.server.ts'
import type { RequestView } from '../request-view.ts'
import { answerIdFor, forgetAnswerId } from './answer-id.ts'
import { useDraft } from './use-draft.ts'

/** Writes an answer that goes out by e-mail; an unfinished one is kept when the page is left. */
export function AnswerForm({ request }: { request: RequestView }) {
  const { t } = useTranslation('conversations')
  const fetcher = useFetcher<Answered>()
  const shopify = useAppBridge()
  const { name } = useShop()
  const [body, setBody] = useDraft(`answer-${request.id}`)
  const idKey = `answer-id-${request.id}`
  const sending = fetcher.state !== 'idle'
  const underWay = useRef(false) // a second click comes before the page is drawn again
  useEffect(() => {
    underWay.current = sending
  }, [sending])
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (underWay.current) return
    underWay.current = true
    const form = { intent: 'answer', id: answerIdFor(idKey, body), body }
    fetcher.submit(form, { method: 'post', action: `/app/requests/${request.id}` })
  }
  const answered = fetcher.data?.outcome === 'answered' ? fetcher.data.messageId : null
  useEffect(() => {
    if (answered === null) return
    setBody('')
    forgetAnswerId(idKey)
    shopify.toast.show(t('answer.done', { who: request.customer.name }))
  }, [answered]) // once for each answer, whatever else renders again
  const problem =
    fetcher.data?.outcome === 'invalid' && !sending ? t(`answer.problem.${fetcher.data.problems.body}`) : undefined
  return (
    <form onSubmit={send}>
      <BlockStack gap="300">
        <TextField
          label={t('answer.label', { who: request.customer.name })}
          helpText={t(`answer.frame.${request.language === 'de' ? 'de' : 'en'}`, { shop: name, email: request.email })}
          name="body"
          value={body}
          onChange={setBody}
          multiline={5}
          maxLength={10_000}
          autoComplete="off"
          error={problem}
        />
        <InlineStack align="end">
          <Button submit variant="primary" loading={sending}>
            {t('answer.send')}
          </Button>
        </InlineStack>
      </BlockStack>
    </form>
  )
}
