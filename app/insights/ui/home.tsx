import { BlockStack, Card, EmptyState, Page } from '@shopify/polaris'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Todo } from '../todo.ts'
import { Numbers, type HomeNumbers } from './numbers.tsx'
import { TodoCard } from './todo-card.tsx'

type Props = {
  numbers: HomeNumbers
  todos: Todo[]
  /** How far the shop's history is in, drawn by the room that brings it; nothing once it is complete. */
  progress: ReactNode
  /** Where the app has fallen behind the shop; nothing where it keeps up. */
  warning: ReactNode
  /** Up to when everything is here, where all is well. */
  receipt: ReactNode
  /** How far predictions can be trusted. */
  forecast: ReactNode
}

/** What the merchant should know and do today. */
export function Home({ numbers, todos, progress, warning, receipt, forecast }: Props) {
  const { t } = useTranslation('insights')
  const empty = numbers.customers === 0
  return (
    <Page title={t('home.title')}>
      <BlockStack gap="400">
        {warning}
        {progress}
        {empty ? (
          <Card>
            <EmptyState
              heading={t('home.emptyTitle')}
              image=""
              action={{ content: t('home.emptyAction'), url: '/app/customers' }}
            >
              <p>{t('home.emptyBody')}</p>
            </EmptyState>
          </Card>
        ) : (
          <>
            <Numbers numbers={numbers} />
            <TodoCard todos={todos} />
            {forecast}
          </>
        )}
        {receipt}
      </BlockStack>
    </Page>
  )
}
