import { BlockStack, Button, Card, InlineStack, Tabs, Text, TextField, Tooltip } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { languages, type Language } from '../../kernel/index.ts'
import { withMessage } from '../draft-form.ts'
import { variables } from '../variables.ts'
import type { DraftEditing } from './use-draft-form.ts'
import type { ProblemText } from './use-problems.ts'

type Props = {
  editing: DraftEditing
  problem: ProblemText
  language: Language
  onLanguage: (language: Language) => void
}

const BODY = 'campaign-body'

/** The mail in both languages; the layout around the words is built. */
export function MessageCard({ editing: { form, change }, problem, language, onLanguage }: Props) {
  const { t } = useTranslation('campaigns')
  const { subject, body } = form.messages[language]
  const tabs = languages.map((id) => {
    const broken = problem(`messages.${id}.subject`) ?? problem(`messages.${id}.body`)
    return { id, content: t(`language.${id}`), ...(broken !== undefined && { badge: t('editor.brokenTab') }) }
  })
  const write = (part: 'subject' | 'body') => (text: string) => {
    change({ messages: withMessage(form.messages, language, part, text) })
  }
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('editor.message')}
        </Text>
        <Text as="p" tone="subdued">
          {t('editor.messageHelp')}
        </Text>
        <Tabs
          tabs={tabs}
          selected={languages.indexOf(language)}
          onSelect={(tab) => {
            onLanguage(languages[tab] ?? 'de')
          }}
        />
        <TextField
          label={t('editor.subject')}
          value={subject}
          onChange={write('subject')}
          maxLength={200}
          autoComplete="off"
          error={problem(`messages.${language}.subject`)}
        />
        <TextField
          id={BODY}
          label={t('editor.body')}
          value={body}
          onChange={write('body')}
          multiline={10}
          maxLength={20_000}
          autoComplete="off"
          error={problem(`messages.${language}.body`)}
        />
        <VariableButtons
          onChoose={(variable) => {
            write('body')(insertAtCaret(body, `{{ ${variable} }}`))
          }}
        />
      </BlockStack>
    </Card>
  )
}

/** What a message can say personally, by plain names; what each means shows on hover. */
function VariableButtons({ onChoose }: { onChoose: (variable: string) => void }) {
  const { t } = useTranslation('campaigns')
  return (
    <BlockStack gap="200">
      <Text as="h3" fontWeight="semibold">
        {t('editor.variables')}
      </Text>
      <Text as="p" tone="subdued">
        {t('editor.variablesHelp', { example: '{{ greeting }}' })}
      </Text>
      <InlineStack gap="150">
        {variables.map((variable) => {
          const key = variable.replace('.', '_')
          return (
            <Tooltip key={variable} content={t(`variable.${key}.meaning`)}>
              <Button
                size="slim"
                onClick={() => {
                  onChoose(variable)
                }}
              >
                {t(`variable.${key}.name`)}
              </Button>
            </Tooltip>
          )
        })}
      </InlineStack>
    </BlockStack>
  )
}

function insertAtCaret(body: string, insertion: string): string {
  const field = document.getElementById(BODY)
  const caret = field instanceof HTMLTextAreaElement ? field.selectionStart : body.length
  return body.slice(0, caret) + insertion + body.slice(caret)
}
