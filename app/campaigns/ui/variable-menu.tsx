import { ActionList, Button, Popover } from '@shopify/polaris'
import { PersonAddIcon } from '@shopify/polaris-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { variables } from '../variables.ts'

/** What a message can say personally, by plain names with their meaning. */
export function VariableMenu({ onChoose }: { onChoose: (variable: string) => void }) {
  const { t } = useTranslation('campaigns')
  const [open, setOpen] = useState(false)
  const toggle = () => {
    setOpen(!open)
  }
  const keyOf = (variable: string) => `variable.${variable.replace('.', '_')}`
  return (
    <Popover
      active={open}
      onClose={toggle}
      activator={<Button icon={PersonAddIcon} accessibilityLabel={t('editor.variables')} onClick={toggle} />}
    >
      <ActionList
        items={variables.map((variable) => ({
          content: t(`${keyOf(variable)}.name`),
          helpText: t(`${keyOf(variable)}.meaning`),
          onAction: () => {
            onChoose(nameOf(variable))
            setOpen(false)
          },
        }))}
      />
    </Popover>
  )
}

// A name can be unknown, so it comes with what is said instead.
function nameOf(variable: (typeof variables)[number]): string {
  return variable.startsWith('customer.') ? `${variable} | default: "…"` : variable
}
