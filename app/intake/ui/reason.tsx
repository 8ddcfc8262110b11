import { BlockStack, Button, Collapsible, Text } from '@shopify/polaris'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../receipt/reason.ts'

/** `children` is said instead of what the problem usually means. */
type Props = { problem: string; critical?: boolean; children?: string }

/** Why something did not work, in a sentence; the technical message, which is English, only for who asks. */
export function Reason({ problem, critical = false, children }: Props) {
  const { t } = useTranslation('intake')
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Text as="p" {...(critical && { tone: 'critical' as const })}>
        {children ?? t(`receipt.reason.${reasonOf(problem)}`)}
      </Text>
      <Button
        variant="plain"
        disclosure={open ? 'up' : 'down'}
        ariaExpanded={open}
        ariaControls={id}
        onClick={() => {
          setOpen(!open)
        }}
      >
        {t(open ? 'receipt.reason.hide' : 'receipt.reason.show')}
      </Button>
      <Collapsible id={id} open={open}>
        <div lang="en">
          <Text as="p" tone="subdued" variant="bodySm" breakWord>
            {problem}
          </Text>
        </div>
      </Collapsible>
    </BlockStack>
  )
}
