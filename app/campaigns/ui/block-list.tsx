import { ActionList, BlockStack, Box, Button, InlineStack, Popover, Text } from '@shopify/polaris'
import { ArrowDownIcon, ArrowUpIcon, DeleteIcon, PlusIcon } from '@shopify/polaris-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { blockKinds, MOST_BLOCKS, newBlock, type Block } from '../message/block.ts'
import { BlockFields } from './block-fields.tsx'

type Props = { blocks: Block[]; onChange: (blocks: Block[]) => void; problem: (place: number) => string | undefined }

/** The blocks of a mail in their order; each can be changed, moved and taken out, and others put in. */
export function BlockList({ blocks, onChange, problem }: Props) {
  return (
    <BlockStack gap="300">
      {blocks.map((block, place) => (
        <BlockFrame
          key={`${String(place)}-${block.kind}`}
          block={block}
          place={place}
          last={place === blocks.length - 1}
          problem={problem(place)}
          onChange={(changed) => {
            onChange(blocks.with(place, changed))
          }}
          onMove={(by) => {
            const others = blocks.toSpliced(place, 1)
            onChange(others.toSpliced(place + by, 0, block))
          }}
          onRemove={() => {
            onChange(blocks.toSpliced(place, 1))
          }}
        />
      ))}
      <AddBlock
        disabled={blocks.length >= MOST_BLOCKS}
        onAdd={(block) => {
          onChange([...blocks, block])
        }}
      />
    </BlockStack>
  )
}

type FrameProps = {
  block: Block
  place: number
  last: boolean
  problem: string | undefined
  onChange: (block: Block) => void
  onMove: (by: 1 | -1) => void
  onRemove: () => void
}

function BlockFrame({ block, place, last, problem, onChange, onMove, onRemove }: FrameProps) {
  const { t } = useTranslation('campaigns')
  const name = t(`block.${block.kind}.name`)
  return (
    <Box
      borderWidth="025"
      borderColor={problem === undefined ? 'border' : 'border-critical'}
      borderRadius="200"
      padding="300"
    >
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" wrap={false} gap="200">
          <Text as="h3" variant="headingSm">
            {name}
          </Text>
          <InlineStack gap="100" wrap={false}>
            <Button
              size="slim"
              variant="tertiary"
              icon={ArrowUpIcon}
              disabled={place === 0}
              accessibilityLabel={t('block.up', { name })}
              onClick={() => {
                onMove(-1)
              }}
            />
            <Button
              size="slim"
              variant="tertiary"
              icon={ArrowDownIcon}
              disabled={last}
              accessibilityLabel={t('block.down', { name })}
              onClick={() => {
                onMove(1)
              }}
            />
            <Button
              size="slim"
              variant="tertiary"
              tone="critical"
              icon={DeleteIcon}
              accessibilityLabel={t('block.remove', { name })}
              onClick={onRemove}
            />
          </InlineStack>
        </InlineStack>
        <BlockFields block={block} place={place} problem={problem} onChange={onChange} />
      </BlockStack>
    </Box>
  )
}

function AddBlock({ disabled, onAdd }: { disabled: boolean; onAdd: (block: Block) => void }) {
  const { t } = useTranslation('campaigns')
  const [open, setOpen] = useState(false)
  const toggle = () => {
    setOpen(!open)
  }
  return (
    <Popover
      active={open}
      onClose={toggle}
      activator={
        <Button icon={PlusIcon} disclosure disabled={disabled} onClick={toggle}>
          {t('block.add')}
        </Button>
      }
    >
      <ActionList
        items={blockKinds.map((kind) => ({
          content: t(`block.${kind}.name`),
          helpText: t(`block.${kind}.meaning`),
          onAction: () => {
            onAdd(newBlock(kind))
            setOpen(false)
          },
        }))}
      />
    </Popover>
  )
}
