import { BlockStack, Box, SkeletonBodyText } from '@shopify/polaris'

/** The shape of a list's rows while they load. */
export function RowsSkeleton() {
  return (
    <Box padding="400">
      <BlockStack gap="500">
        {Array.from({ length: 6 }, (_, row) => (
          <SkeletonBodyText key={row} lines={2} />
        ))}
      </BlockStack>
    </Box>
  )
}
