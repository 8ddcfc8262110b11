import {
  ActionList,
  BlockStack,
  Button,
  Card,
  InlineError,
  InlineStack,
  Popover,
  Text,
  TextField,
} from '@shopify/polaris'
import { PlusIcon } from '@shopify/polaris-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ruleKinds } from '../rule-kinds.ts'
import type { RuleProblem } from '../rules.ts'
import { RuleRow } from './rule-row.tsx'
import type { useSegmentDraft } from './use-segment-draft.ts'

type Draft = ReturnType<typeof useSegmentDraft>

/** The segment's name. */
export function NameCard({ draft, problem }: { draft: Draft; problem: 'missing' | 'tooLong' | null }) {
  const { t } = useTranslation('segments')
  const errors = { missing: t('editor.problem.nameMissing'), tooLong: t('editor.problem.nameTooLong') }
  return (
    <Card>
      <TextField
        label={t('editor.name')}
        placeholder={t('editor.namePlaceholder')}
        value={draft.name}
        onChange={draft.rename}
        autoComplete="off"
        maxLength={100}
        error={problem === null ? undefined : errors[problem]}
      />
    </Card>
  )
}

/** The conditions of the segment, with the problems the last attempt to save has found. */
export function RulesCard({
  draft,
  types,
  problems,
}: {
  draft: Draft
  types: string[]
  problems: RuleProblem[] | 'missing'
}) {
  const { t } = useTranslation('segments')
  const problemOf = (index: number) =>
    problems === 'missing' ? null : (problems.find((problem) => problem.rule === index)?.code ?? null)
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('editor.rules')}
          </Text>
          <Text as="p" tone="subdued">
            {t('editor.rulesHelp')}
          </Text>
        </BlockStack>
        {draft.rows.map((row, index) => (
          <RuleRow
            key={row.key}
            row={row}
            types={types}
            problem={problemOf(index)}
            onEdit={draft.edit}
            onRemove={() => {
              draft.remove(row.key)
            }}
          />
        ))}
        {problems === 'missing' && draft.rows.length === 0 && (
          <InlineError message={t('editor.problem.rulesMissing')} fieldID="add-rule" />
        )}
        <InlineStack>
          <AddRule draft={draft} />
        </InlineStack>
      </BlockStack>
    </Card>
  )
}

function AddRule({ draft }: { draft: Draft }) {
  const { t } = useTranslation('segments')
  const [open, setOpen] = useState(false)
  const close = () => {
    setOpen(false)
  }
  const button = (
    <Button
      id="add-rule"
      icon={PlusIcon}
      disclosure
      onClick={() => {
        setOpen(!open)
      }}
    >
      {t('editor.add')}
    </Button>
  )
  const items = ruleKinds.map((kind) => ({
    content: t(`kind.${kind}`),
    onAction: () => {
      draft.add(kind)
      close()
    },
  }))
  return (
    <Popover active={open} activator={button} onClose={close} autofocusTarget="first-node">
      <ActionList actionRole="menuitem" items={items} />
    </Popover>
  )
}
