import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notebook } from '../read.server.ts'
import { NewTask } from './new-task.tsx'
import { TaskItem } from './task-item.tsx'

type Props = { customerId: string; notebook: Notebook; me: string }

/** What is to be done for a customer: open tasks by their day, done ones on demand. */
export function TasksCard({ customerId, notebook: { tasks, colleagues }, me }: Props) {
  const { t } = useTranslation('notes')
  const [adding, setAdding] = useState(false)
  const [showsDone, setShowsDone] = useState(false)
  const open = tasks.filter(({ doneAt }) => doneAt === null)
  const done = tasks.filter(({ doneAt }) => doneAt !== null)
  const count = open.filter(({ deleted }) => !deleted).length
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {count === 0 ? t('tasks.title') : t('tasks.titleOpen', { count })}
        </Text>
        {open.length === 0 && !adding && (
          <Text as="p" tone="subdued">
            {t('tasks.none')}
          </Text>
        )}
        {[...open, ...(showsDone ? done : [])].map((task) => (
          <TaskItem key={task.id} customerId={customerId} task={task} />
        ))}
        {adding ? (
          <NewTask customerId={customerId} colleagues={colleagues} me={me} leave={() => setAdding(false)} />
        ) : (
          <InlineStack gap="400" blockAlign="center">
            <Button onClick={() => setAdding(true)}>{t('tasks.add')}</Button>
            {done.length > 0 && (
              <Button variant="plain" ariaExpanded={showsDone} onClick={() => setShowsDone(!showsDone)}>
                {showsDone ? t('tasks.hideDone') : t('tasks.showDone', { count: done.length })}
              </Button>
            )}
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  )
}
