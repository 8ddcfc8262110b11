import { BlockStack, Button, Card, Divider, InlineGrid, InlineStack, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { Todo } from '../todo.ts'

/** Today's tasks, the most urgent first. */
export function TodoCard({ todos }: { todos: Todo[] }) {
  const { t } = useTranslation('insights')
  const titleOf = useTitle()
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('todo.title')}
        </Text>
        {todos.length === 0 && (
          <Text as="p" tone="subdued">
            {t('todo.none')}
          </Text>
        )}
        {todos.map((todo, index) => (
          <BlockStack key={todo.url} gap="400">
            {index > 0 && <Divider />}
            <InlineGrid columns={{ xs: 1, md: '1fr auto' }} alignItems="center" gap="300">
              <BlockStack gap="050">
                <Text as="h3" fontWeight="semibold">
                  {titleOf(todo)}
                </Text>
                <Text as="p" tone="subdued">
                  {t(`todo.${todo.kind}.body`, 'count' in todo ? { count: todo.count } : {})}
                </Text>
              </BlockStack>
              <InlineStack>
                <Button url={todo.url} {...(index === 0 && { variant: 'primary' as const })}>
                  {t(`todo.${todo.kind}.action`)}
                </Button>
              </InlineStack>
            </InlineGrid>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  )
}

function useTitle(): (todo: Todo) => string {
  const { t } = useTranslation('insights')
  return (todo) => {
    switch (todo.kind) {
      case 'answer':
        return t('todo.answer.title', { count: todo.count })
      case 'task':
        return t('todo.task.title', { count: todo.count, title: todo.title })
      case 'draft':
        return t('todo.draft.title', { name: todo.name })
      case 'segment':
        return t(`todo.segment.${todo.template}`, { type: todo.type, count: todo.count })
    }
  }
}
