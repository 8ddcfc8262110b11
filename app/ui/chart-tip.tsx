import { BlockStack, Box, Text } from '@shopify/polaris'

/** What a chart says of the point under the pointer. */
export function ChartTip({ title, text }: { title: string; text: string }) {
  return (
    <Box background="bg-surface" padding="200" borderRadius="200" shadow="200">
      <BlockStack>
        <Text as="span" fontWeight="semibold">
          {title}
        </Text>
        <Text as="span">{text}</Text>
      </BlockStack>
    </Box>
  )
}
