import { Box, Button, InlineGrid, InlineStack, Select, Text } from '@shopify/polaris'
import { DeleteIcon } from '@shopify/polaris-icons'
import { useTranslation } from 'react-i18next'
import type { DraftRule } from '../draft-rule.ts'
import { ruleKinds, type RuleKind } from '../rule-kinds.ts'
import type { RuleProblem } from '../rules.ts'
import { RuleFields } from './rule-fields.tsx'
import { useQueryWords } from './use-query-words.ts'

type Props = {
  row: DraftRule
  types: string[]
  problem: RuleProblem | null
  onEdit: (row: DraftRule) => void
  onRemove: () => void
}

/** One condition: what it is about, its values, and a button to remove it. */
export function RuleRow({ row, types, problem, onEdit, onRemove }: Props) {
  const { t } = useTranslation('segments')
  const { sayText } = useQueryWords()
  const error = problem === null ? undefined : t(`editor.problem.${problem}`)
  return (
    <Box padding="300" borderWidth="025" borderColor="border" borderRadius="200">
      <InlineStack gap="300" blockAlign="start" wrap={false}>
        <Box width="100%">
          {row.kind === 'other' ? (
            <Text as="p">{sayText(row.text)}</Text>
          ) : (
            <InlineGrid columns={{ xs: 1, md: ['oneThird', 'twoThirds'] }} gap="300">
              <Select
                label={t('field.condition')}
                labelHidden
                value={row.kind}
                options={ruleKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
                onChange={(kind) => {
                  onEdit({ ...row, kind: kind as RuleKind })
                }}
              />
              <RuleFields row={row} types={types} error={error} onEdit={onEdit} />
            </InlineGrid>
          )}
        </Box>
        <Button icon={DeleteIcon} variant="tertiary" accessibilityLabel={t('editor.remove')} onClick={onRemove} />
      </InlineStack>
    </Box>
  )
}
