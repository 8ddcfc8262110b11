import { BlockStack, Card, InlineStack, Text, Tooltip } from '@shopify/polaris'
import type { ReactNode } from 'react'

/** A card of labelled facts. */
export function FactsCard({ title, meaning, children }: { title: string; meaning?: string; children: ReactNode }) {
  const heading = (
    <Text as="h2" variant="headingMd">
      {title}
    </Text>
  )
  return (
    <Card>
      <BlockStack gap="300">
        {meaning === undefined ? heading : <Tooltip content={meaning}>{heading}</Tooltip>}
        {children}
      </BlockStack>
    </Card>
  )
}

/** One labelled fact, its meaning on hover. */
export function Fact({ label, meaning, children }: { label: string; meaning?: string; children: ReactNode }) {
  const name = (
    <Text as="span" tone="subdued">
      {label}
    </Text>
  )
  return (
    <InlineStack align="space-between" gap="200" wrap={false}>
      {meaning === undefined ? name : <Tooltip content={meaning}>{name}</Tooltip>}
      <Text as="span" alignment="end" breakWord>
        {children}
      </Text>
    </InlineStack>
  )
}
