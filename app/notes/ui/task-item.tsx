import { BlockStack, Button, Checkbox, InlineStack, Text } from '@shopify/polaris'
import { DeleteIcon } from '@shopify/polaris-icons'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { TaskView } from '../task.ts'
import { useAct } from './use-act.ts'

type Props = { customerId: string; task: TaskView }

/** A task to tick off, with its day and who has it; a tick and a deletion can be taken back. */
export function TaskItem({ customerId, task }: Props) {
  const { t } = useTranslation('notes')
  const { act, busy } = useAct(customerId)
  const { id, title, doneAt } = task
  if (task.deleted) {
    return (
      <InlineStack gap="200" blockAlign="center">
        <Text as="p" tone="subdued">
          {t('tasks.deleted')}
        </Text>
        <Button variant="plain" loading={busy} onClick={() => act({ intent: 'restore-task', id })}>
          {t('tasks.undo')}
        </Button>
      </InlineStack>
    )
  }
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
      <BlockStack>
        <Checkbox
          label={doneAt === null ? title : <s>{title}</s>}
          checked={doneAt !== null}
          disabled={busy}
          helpText={<Standing task={task} />}
          onChange={(done) => act({ intent: done ? 'do-task' : 'undo-task', id })}
        />
      </BlockStack>
      <Button
        variant="tertiary"
        icon={DeleteIcon}
        accessibilityLabel={t('tasks.deleteOne', { title })}
        onClick={() => act({ intent: 'delete-task', id })}
      />
    </InlineStack>
  )
}

function Standing({ task: { dueDay, overdue, assignee, doneAt, doer } }: { task: TaskView }) {
  const { t } = useTranslation('notes')
  const format = useFormat()
  if (doneAt !== null) {
    const words = t('tasks.done', { who: doer ?? t('me.someone'), when: format.dayTime(doneAt) })
    return (
      <Text as="span" tone="subdued">
        {words}
      </Text>
    )
  }
  const day = dueDay === null ? '' : format.calendarDay(dueDay)
  const due = dueDay === null ? t('tasks.noDay') : t(overdue ? 'tasks.overdue' : 'tasks.dueDay', { day })
  return (
    <Text as="span" tone={overdue ? 'critical' : 'subdued'}>
      {[due, ...(assignee === null ? [] : [assignee])].join(' · ')}
    </Text>
  )
}
