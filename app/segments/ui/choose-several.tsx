import { BlockStack, Button, ChoiceList, InlineError, Popover, Box, Text } from '@shopify/polaris'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

type Props = {
  label: string
  choices: { value: string; label: string }[]
  chosen: string[]
  /** Said where there is nothing to choose. */
  nothing: string
  error: string | undefined
  onChange: (chosen: string[]) => void
}

/** A button that names what is chosen and opens the choices. */
export function ChooseSeveral({ label, choices, chosen, nothing, error, onChange }: Props) {
  const { t } = useTranslation('segments')
  const [open, setOpen] = useState(false)
  const id = useId()
  const names = choices.filter((choice) => chosen.includes(choice.value)).map((choice) => choice.label)
  const button = (
    <Button
      disclosure
      fullWidth
      textAlign="left"
      accessibilityLabel={`${label}: ${names.join(', ') || t('field.choose')}`}
      onClick={() => {
        setOpen(!open)
      }}
    >
      {names.length === 0 ? t('field.choose') : names.join(', ')}
    </Button>
  )
  return (
    <BlockStack gap="100">
      <Popover
        active={open}
        activator={button}
        fullWidth
        onClose={() => {
          setOpen(false)
        }}
      >
        <Box padding="300">
          {choices.length === 0 ? (
            <Text as="p">{nothing}</Text>
          ) : (
            <ChoiceList
              title={label}
              titleHidden
              allowMultiple
              choices={choices}
              selected={chosen}
              onChange={onChange}
            />
          )}
        </Box>
      </Popover>
      {error !== undefined && <InlineError message={error} fieldID={id} />}
    </BlockStack>
  )
}
