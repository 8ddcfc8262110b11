import { Box, Card, EmptyState, SkeletonBodyText, type EmptyStateProps } from '@shopify/polaris'
import type { ReactNode } from 'react'

type Props = {
  loading: boolean
  /** Lines that are drawn while the rows load. */
  lines: number
  /** What is said where there are no rows; null where there are some. */
  empty: { heading: string; body: string; action?: NonNullable<EmptyStateProps['action']> } | null
  children: ReactNode
}

/** The card of a list: its rows, or that they are loading, or what to do while there are none. */
export function ListCard({ loading, lines, empty, children }: Props) {
  return (
    <Card padding="0">
      {loading ? (
        <Box padding="400">
          <SkeletonBodyText lines={lines} />
        </Box>
      ) : empty === null ? (
        children
      ) : (
        <EmptyState heading={empty.heading} image="" {...(empty.action !== undefined && { action: empty.action })}>
          <p>{empty.body}</p>
        </EmptyState>
      )}
    </Card>
  )
}
