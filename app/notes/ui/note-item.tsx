import { Badge, BlockStack, Button, ButtonGroup, InlineStack, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import { LONGEST_NOTE, type NoteView } from '../note.ts'
import { useAct } from './use-act.ts'

type Props = { customerId: string; note: NoteView }

/** A note with who wrote it and when; deleted, it can be brought back for a while. */
export function NoteItem({ customerId, note }: Props) {
  const { t } = useTranslation('notes')
  const [editing, setEditing] = useState(false)
  const { act, busy } = useAct(customerId)
  if (note.deleted) {
    return (
      <InlineStack gap="200" blockAlign="center">
        <Text as="p" tone="subdued">
          {t('notes.deleted')}
        </Text>
        <Button variant="plain" loading={busy} onClick={() => act({ intent: 'restore-note', id: note.id })}>
          {t('notes.undo')}
        </Button>
      </InlineStack>
    )
  }
  if (editing) return <EditNote customerId={customerId} note={note} leave={() => setEditing(false)} />
  return (
    <BlockStack gap="200">
      {note.pinned && (
        <InlineStack>
          <Badge tone="info">{t('notes.pinned')}</Badge>
        </InlineStack>
      )}
      <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{note.body}</div>
      <Signed note={note} />
      <InlineStack gap="400">
        <ButtonGroup gap="loose">
          <Button variant="plain" onClick={() => setEditing(true)}>
            {t('notes.edit')}
          </Button>
          <Button
            variant="plain"
            loading={busy}
            onClick={() => act({ intent: 'pin-note', id: note.id, pinned: note.pinned ? 'no' : 'yes' })}
          >
            {t(note.pinned ? 'notes.unpin' : 'notes.pin')}
          </Button>
          <Button variant="plain" tone="critical" onClick={() => act({ intent: 'delete-note', id: note.id })}>
            {t('notes.delete')}
          </Button>
        </ButtonGroup>
      </InlineStack>
    </BlockStack>
  )
}

function Signed({ note: { author, at, editor, editedAt } }: { note: NoteView }) {
  const { t } = useTranslation('notes')
  const format = useFormat()
  const parts = [author ?? t('me.someone'), format.dayTime(at)]
  if (editedAt !== null)
    parts.push(t('notes.edited', { who: editor ?? t('me.someone'), when: format.dayTime(editedAt) }))
  return (
    <Text as="p" tone="subdued" variant="bodySm">
      {parts.join(' · ')}
    </Text>
  )
}

function EditNote({ customerId, note, leave }: Props & { leave: () => void }) {
  const { t } = useTranslation('notes')
  const [body, setBody] = useState(note.body)
  const { act, busy, invalid } = useAct(customerId, leave)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        act({ intent: 'edit-note', id: note.id, body })
      }}
    >
      <BlockStack gap="200">
        <TextField
          label={t('notes.body')}
          labelHidden
          autoFocus
          value={body}
          onChange={setBody}
          multiline={2}
          maxLength={LONGEST_NOTE}
          autoComplete="off"
          error={invalid && t('notes.invalid')}
        />
        <InlineStack align="end">
          <ButtonGroup>
            <Button onClick={leave}>{t('notes.cancel')}</Button>
            <Button submit variant="primary" loading={busy} disabled={body.trim() === ''}>
              {t('notes.change')}
            </Button>
          </ButtonGroup>
        </InlineStack>
      </BlockStack>
    </form>
  )
}
