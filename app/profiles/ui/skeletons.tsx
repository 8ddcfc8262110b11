import { BlockStack, Box, Card, Layout, SkeletonBodyText, SkeletonDisplayText, SkeletonPage } from '@shopify/polaris'

/** The shape of the customer list's rows while they load. */
export function ListSkeleton() {
  return (
    <Box padding="400">
      <BlockStack gap="500">
        {Array.from({ length: 8 }, (_, row) => (
          <SkeletonBodyText key={row} lines={2} />
        ))}
      </BlockStack>
    </Box>
  )
}

/** The shape of a customer's page while it loads. */
export function CustomerSkeleton() {
  return (
    <SkeletonPage backAction>
      <Layout>
        <Layout.Section>
          <Cards lines={[4, 9]} />
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Cards lines={[5, 4, 3]} />
        </Layout.Section>
      </Layout>
    </SkeletonPage>
  )
}

function Cards({ lines }: { lines: number[] }) {
  return (
    <BlockStack gap="400">
      {lines.map((count, card) => (
        <Card key={card}>
          <BlockStack gap="400">
            <SkeletonDisplayText size="small" />
            <SkeletonBodyText lines={count} />
          </BlockStack>
        </Card>
      ))}
    </BlockStack>
  )
}
