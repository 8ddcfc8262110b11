import { BlockStack, Button, Card, Divider, InlineStack, Text, TextField } from '@shopify/polaris'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LONGEST_NOTE } from '../note.ts'
import type { Notebook } from '../read.server.ts'
import { NameMe } from './name-me.tsx'
import { NoteItem } from './note-item.tsx'
import { useAct } from './use-act.ts'

type Props = { customerId: string; notebook: Notebook; me: string }

/** What the team knows about a customer: the same for everybody in the shop, pinned notes first. */
export function NotesCard({ customerId, notebook: { notes, colleagues }, me }: Props) {
  const { t } = useTranslation('notes')
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('notes.title')}
        </Text>
        {notes.length === 0 && (
          <Text as="p" tone="subdued">
            {t('notes.none')}
          </Text>
        )}
        {notes.map((note, index) => (
          <BlockStack key={note.id} gap="400">
            {index > 0 && <Divider />}
            <NoteItem customerId={customerId} note={note} />
          </BlockStack>
        ))}
        <NewNote customerId={customerId} />
        {notes.length > 0 && !colleagues.some(({ id }) => id === me) && <NameMe customerId={customerId} />}
      </BlockStack>
    </Card>
  )
}

function NewNote({ customerId }: { customerId: string }) {
  const { t } = useTranslation('notes')
  const [body, setBody] = useState('')
  const id = useRef('') // the same for a second click, so that it writes no second note
  const { act, busy, invalid } = useAct(customerId, () => {
    id.current = ''
    setBody('')
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (id.current === '') id.current = crypto.randomUUID()
        act({ intent: 'write-note', id: id.current, body })
      }}
    >
      <BlockStack gap="200">
        <TextField
          label={t('notes.label')}
          placeholder={t('notes.hint')}
          value={body}
          onChange={setBody}
          multiline={2}
          maxLength={LONGEST_NOTE}
          autoComplete="off"
          error={invalid && t('notes.invalid')}
        />
        <InlineStack align="end">
          <Button submit loading={busy} disabled={body.trim() === ''}>
            {t('notes.save')}
          </Button>
        </InlineStack>
      </BlockStack>
    </form>
  )
}
