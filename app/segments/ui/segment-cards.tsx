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
import type { DraftRule } from '../draft-rule.ts'
import { ruleKinds } from '../rule-kinds.ts'
import { RuleRow } from './rule-row.tsx'
import type { SegmentDraft } from './use-segment-draft.ts'

type NameProblem = 'missing' | 'tooLong' | 'taken'

/** The segment's name. */
export function NameCard({ draft, problem }: { draft: SegmentDraft; problem: NameProblem | null }) {
  const { t } = useTranslation('segments')
  const errors = {
    missing: t('editor.problem.nameMissing'),
    tooLong: t('editor.problem.nameTooLong'),
    taken: t('editor.problem.nameTaken'),
  }
  return (
    <Card>
      <BlockStack gap="300">
        <TextField
          label={t('editor.name')}
          placeholder={t('editor.namePlaceholder')}
          value={draft.name}
          onChange={(name) => {
            draft.rename({ name })
          }}
          autoComplete="off"
          maxLength={100}
          error={problem === null ? undefined : errors[problem]}
        />
        <TextField
          label={t('editor.description')}
          value={draft.description}
          onChange={(description) => {
            draft.rename({ description })
          }}
          autoComplete="off"
          maxLength={1000}
        />
        <TextField
          label={t('editor.owner')}
          value={draft.owner}
          onChange={(owner) => {
            draft.rename({ owner })
          }}
          autoComplete="off"
          maxLength={100}
        />
      </BlockStack>
    </Card>
  )
}

/** The conditions of the segment; what is still empty is marked once somebody has `tried` to save. */
export function RulesCard({ draft, types, tried }: { draft: SegmentDraft; types: string[]; tried: boolean }) {
  const { t } = useTranslation('segments')
  const shownProblem = (row: DraftRule) => {
    const problem = draft.problemOf(row)
    return problem === null || (problem.empty && !tried) ? null : problem.code
  }
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('editor.rules')}
          </Text>
          <Text as="p" tone="subdued">
            {t(draft.fault === null ? 'editor.rulesHelp' : 'editor.rulesStale')}
          </Text>
        </BlockStack>
        {draft.rows.map((row) => (
          <RuleRow
            key={row.key}
            row={row}
            types={types}
            problem={shownProblem(row)}
            onEdit={draft.edit}
            onRemove={() => {
              draft.remove(row.key)
            }}
          />
        ))}
        {tried && draft.rows.length === 0 && (
          <InlineError message={t('editor.problem.rulesMissing')} fieldID="add-rule" />
        )}
        <InlineStack>
          <AddRule draft={draft} />
        </InlineStack>
      </BlockStack>
    </Card>
  )
}

function AddRule({ draft }: { draft: SegmentDraft }) {
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
