import { BlockStack, InlineStack, Select, Tag, Text, TextField } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { BLOCK_LENGTH, MOST_PICKS, type Block } from '../message/block.ts'
import { VariableMenu } from './variable-menu.tsx'

type Props = { block: Block; place: number; problem: string | undefined; onChange: (block: Block) => void }

/** What can be written or chosen in a block. */
export function BlockFields({ block, place, problem, onChange }: Props) {
  const { t } = useTranslation('campaigns')
  const id = `block-${String(place)}`
  switch (block.kind) {
    case 'heading':
    case 'text':
      return (
        <Written
          id={id}
          label={t(`block.${block.kind}.name`)}
          value={block.text}
          lines={block.kind === 'text' ? 2 : 1}
          problem={problem}
          onChange={(text) => {
            onChange({ ...block, text })
          }}
        />
      )
    case 'interest':
      return (
        <BlockStack gap="200">
          <TextField
            label={t('block.before')}
            value={block.before}
            autoComplete="off"
            onChange={(before) => {
              onChange({ ...block, before })
            }}
          />
          <InlineStack>
            <Tag>{t('block.clause')}</Tag>
          </InlineStack>
          <Written
            id={id}
            label={t('block.after')}
            labelShown
            value={block.after}
            lines={1}
            problem={problem}
            onChange={(after) => {
              onChange({ ...block, after })
            }}
          />
        </BlockStack>
      )
    case 'picks':
      return (
        <BlockStack gap="200">
          <Select
            label={t('block.count')}
            options={Array.from({ length: MOST_PICKS }, (_, more) => String(more + 1))}
            value={String(block.count)}
            onChange={(count) => {
              onChange({ ...block, count: Number(count) })
            }}
          />
          <Meaning kind={block.kind} />
        </BlockStack>
      )
    case 'button':
      return (
        <BlockStack gap="200">
          <Written
            id={id}
            label={t('block.buttonText')}
            labelShown
            value={block.text}
            lines={1}
            problem={problem}
            onChange={(text) => {
              onChange({ ...block, text })
            }}
          />
          <TextField
            label={t('block.url')}
            value={block.url}
            placeholder="https://"
            helpText={t('block.urlHelp')}
            autoComplete="off"
            maxLength={2_000}
            onChange={(url) => {
              onChange({ ...block, url })
            }}
          />
        </BlockStack>
      )
    case 'code':
    case 'divider':
      return <Meaning kind={block.kind} />
  }
}

function Meaning({ kind }: { kind: Block['kind'] }) {
  const { t } = useTranslation('campaigns')
  return (
    <Text as="p" tone="subdued">
      {t(`block.${kind}.meaning`)}
    </Text>
  )
}

type WrittenProps = {
  id: string
  label: string
  labelShown?: boolean
  value: string
  lines: number
  problem: string | undefined
  onChange: (text: string) => void
}

/** Words, with a menu that puts what is personal where the caret is. */
function Written({ id, label, labelShown = false, value, lines, problem, onChange }: WrittenProps) {
  return (
    <TextField
      id={id}
      label={label}
      labelHidden={!labelShown}
      value={value}
      {...(lines > 1 && { multiline: lines })}
      maxLength={BLOCK_LENGTH}
      autoComplete="off"
      error={problem}
      onChange={onChange}
      connectedRight={
        <VariableMenu
          onChoose={(variable) => {
            onChange(insertAtCaret(id, value, `{{ ${variable} }}`))
          }}
        />
      }
    />
  )
}

function insertAtCaret(id: string, text: string, insertion: string): string {
  const field = document.getElementById(id)
  const written = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement
  const caret = written ? (field.selectionStart ?? text.length) : text.length
  return text.slice(0, caret) + insertion + text.slice(caret)
}
