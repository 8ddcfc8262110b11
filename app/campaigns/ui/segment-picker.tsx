import { BlockStack, InlineStack, Select, Tag } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { Choices } from '../choices.server.ts'

type Props = {
  label: string
  help?: string
  segments: Choices['segments']
  chosen: string[]
  /** Chosen elsewhere, where they mean the opposite. */
  taken: string[]
  onChange: (chosen: string[]) => void
  error: string | undefined
}

/** Chooses some segments: those chosen as tags, the others in a list. */
export function SegmentPicker({ label, help, segments, chosen, taken, onChange, error }: Props) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const nameOf = (id: string) => {
    const segment = segments.find((one) => one.id === id)
    if (segment === undefined) return t('editor.segmentGone')
    return t('editor.segmentOption', { name: segment.name, people: format.number(segment.count) })
  }
  const free = segments.filter(({ id }) => !chosen.includes(id) && !taken.includes(id))
  return (
    <BlockStack gap="200">
      <Select
        label={label}
        helpText={help}
        options={[
          { value: '', label: t(chosen.length === 0 ? 'editor.choose' : 'editor.oneMore') },
          ...free.map(({ id }) => ({ value: id, label: nameOf(id) })),
        ]}
        value=""
        onChange={(id) => {
          if (id !== '') onChange([...chosen, id])
        }}
        error={error}
      />
      {chosen.length > 0 && (
        <InlineStack gap="200">
          {chosen.map((id) => (
            <Tag
              key={id}
              onRemove={() => {
                onChange(chosen.filter((other) => other !== id))
              }}
            >
              {nameOf(id)}
            </Tag>
          ))}
        </InlineStack>
      )}
    </BlockStack>
  )
}
