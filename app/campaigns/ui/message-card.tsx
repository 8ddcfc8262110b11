import { BlockStack, Button, Card, Collapsible, InlineStack, Tabs, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../../kernel/index.ts'
import { withMessage } from '../draft-form.ts'
import type { DraftField } from '../draft.ts'
import { variables } from '../variables.ts'
import type { DraftEditing } from './use-draft-form.ts'

type Props = { editing: DraftEditing; problem: (field: DraftField) => string | undefined }

/** The mail in both languages; the layout around the words is built. */
export function MessageCard({ editing: { form, change }, problem }: Props) {
  const { t } = useTranslation('campaigns')
  const [tab, setTab] = useState(0)
  const language = languages[tab] ?? 'de'
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
        <Tabs tabs={tabs} selected={tab} onSelect={setTab} />
        <TextField
          label={t('editor.subject')}
          value={subject}
          onChange={write('subject')}
          maxLength={200}
          autoComplete="off"
          error={problem(`messages.${language}.subject`)}
        />
        <TextField
          label={t('editor.body')}
          value={body}
          onChange={write('body')}
          multiline={10}
          maxLength={20_000}
          autoComplete="off"
          error={problem(`messages.${language}.body`)}
        />
        <VariableList
          onChoose={(variable) => {
            write('body')(`${body}{{ ${variable} }}`)
          }}
        />
      </BlockStack>
    </Card>
  )
}

function VariableList({ onChoose }: { onChoose: (variable: string) => void }) {
  const { t } = useTranslation('campaigns')
  const [open, setOpen] = useState(false)
  return (
    <BlockStack gap="200">
      <InlineStack>
        <Button
          variant="plain"
          disclosure={open ? 'up' : 'down'}
          ariaExpanded={open}
          ariaControls="campaign-variables"
          onClick={() => {
            setOpen(!open)
          }}
        >
          {t('editor.variables')}
        </Button>
      </InlineStack>
      <Collapsible id="campaign-variables" open={open}>
        <BlockStack gap="200">
          {variables.map((variable) => (
            <InlineStack key={variable} gap="200" blockAlign="center">
              <Button
                size="micro"
                onClick={() => {
                  onChoose(variable)
                }}
              >
                {`{{ ${variable} }}`}
              </Button>
              <Text as="span" tone="subdued">
                {t(`variable.${variable.replace('.', '_')}`)}
              </Text>
            </InlineStack>
          ))}
        </BlockStack>
      </Collapsible>
    </BlockStack>
  )
}
