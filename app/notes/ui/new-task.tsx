import { Button, ButtonGroup, FormLayout, InlineStack, Select, TextField } from '@shopify/polaris'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColleagueView } from '../colleague.ts'
import { useAct } from './use-act.ts'

type Props = { customerId: string; colleagues: ColleagueView[]; me: string; leave: () => void }

/** The form of a new task: what, until when, and who. */
export function NewTask({ customerId, colleagues, me, leave }: Props) {
  const { t } = useTranslation('notes')
  const [title, setTitle] = useState('')
  const [dueDay, setDueDay] = useState('')
  const [assignee, setAssignee] = useState('')
  const id = useRef('') // the same for a second click, so that it adds no second task
  const { act, busy, invalid } = useAct(customerId, leave)
  const others = colleagues.filter((colleague) => colleague.id !== me)
  const people = [
    { value: '', label: t('tasks.nobody') },
    { value: me, label: t('tasks.me') },
    ...others.map((colleague) => ({ value: colleague.id, label: colleague.name })),
  ]
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (id.current === '') id.current = crypto.randomUUID()
        act({ intent: 'add-task', id: id.current, title, dueDay, assignee })
      }}
    >
      <FormLayout>
        <TextField
          label={t('tasks.label')}
          autoFocus
          value={title}
          onChange={setTitle}
          maxLength={200}
          autoComplete="off"
          error={invalid && t('tasks.invalid')}
        />
        <TextField label={t('tasks.due')} type="date" value={dueDay} onChange={setDueDay} autoComplete="off" />
        <Select label={t('tasks.assignee')} options={people} value={assignee} onChange={setAssignee} />
        <InlineStack align="end">
          <ButtonGroup>
            <Button onClick={leave}>{t('tasks.cancel')}</Button>
            <Button submit variant="primary" loading={busy} disabled={title.trim() === ''}>
              {t('tasks.save')}
            </Button>
          </ButtonGroup>
        </InlineStack>
      </FormLayout>
    </form>
  )
}
