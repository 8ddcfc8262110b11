import { BlockStack, Button, Card, InlineStack, Tabs, Text, TextField } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { languages, type Language } from '../../kernel/index.ts'
import { isLeftOut } from '../campaign.ts'
import { defaultMessages } from '../default-messages.ts'
import { withMessage } from '../draft-form.ts'
import { BlockList } from './block-list.tsx'
import type { DraftEditing } from './use-draft-form.ts'
import type { ProblemText } from './use-problems.ts'

type Props = {
  editing: DraftEditing
  problem: ProblemText
  language: Language
  onLanguage: (language: Language) => void
}

/** The mail in both languages, block by block; the layout around the words is built. */
export function MessageCard({ editing: { form, change }, problem, language, onLanguage }: Props) {
  const { t } = useTranslation('campaigns')
  const message = form.messages[language]
  const tabs = languages.map((id) => ({
    id,
    content: t(`language.${id}`),
    ...(hasProblem(form.messages[id].blocks.length, id, problem) && { badge: t('editor.brokenTab') }),
  }))
  const write = (parts: Partial<typeof message>) => {
    change({ messages: withMessage(form.messages, language, parts) })
  }
  const other = language === 'de' ? 'en' : 'de'
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
        {isLeftOut(message) ? (
          <LeftOut
            language={language}
            onWrite={() => {
              write(defaultMessages[language])
            }}
          />
        ) : (
          <>
            <TextField
              label={t('editor.subject')}
              value={message.subject}
              onChange={(subject) => {
                write({ subject })
              }}
              maxLength={200}
              autoComplete="off"
              error={problem(`messages.${language}.subject`)}
            />
            <BlockList
              key={language}
              blocks={message.blocks}
              onChange={(blocks) => {
                write({ blocks })
              }}
              problem={(place) => problem(`messages.${language}.blocks.${place}`)}
            />
            {!isLeftOut(form.messages[other]) && (
              <InlineStack>
                <Button
                  variant="plain"
                  onClick={() => {
                    write({ subject: '', blocks: [] })
                  }}
                >
                  {t(`editor.leaveOut.${language}`)}
                </Button>
              </InlineStack>
            )}
          </>
        )}
      </BlockStack>
    </Card>
  )
}

function LeftOut({ language, onWrite }: { language: Language; onWrite: () => void }) {
  const { t } = useTranslation('campaigns')
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Text as="p">{t(`editor.leftOut.${language}`)}</Text>
      <Button onClick={onWrite}>{t(`editor.write.${language}`)}</Button>
    </BlockStack>
  )
}

function hasProblem(blocks: number, language: Language, problem: ProblemText): boolean {
  if (problem(`messages.${language}.subject`) !== undefined) return true
  return Array.from({ length: Math.max(blocks, 1) }).some(
    (_, place) => problem(`messages.${language}.blocks.${place}`) !== undefined,
  )
}
