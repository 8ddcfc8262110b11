import { BlockStack, Card, FormLayout, Text } from '@shopify/polaris'
import type { ReactNode } from 'react'

/** A part of the editor. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <FormLayout>{children}</FormLayout>
      </BlockStack>
    </Card>
  )
}
