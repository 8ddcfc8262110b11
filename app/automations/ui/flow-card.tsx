import { ActionList, BlockStack, Box, Button, Card, InlineStack, Popover, Text } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { outcomesOf, type Step, type StepKind } from '../definition.ts'
import { addStep, newStep, removeStep } from '../edit-definition.ts'
import { stepOf } from '../next.ts'
import { StepFields } from './step-fields.tsx'
import type { Editing } from './use-editing.ts'

/** The way from the trigger to the end, top to bottom; where it forks, each arm stands indented below its outcome. */
export function FlowCard({ editing }: { editing: Editing }) {
  const { t } = useTranslation('automations')
  const { definition } = editing
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('flow.title')}
        </Text>
        <Marker words={t(`trigger.${definition.trigger.kind}`)} />
        <Way editing={editing} from={{ step: null, outcome: 'next' }} to={definition.first} />
      </BlockStack>
    </Card>
  )
}

type From = { step: string | null; outcome: string }
type WayProps = { editing: Editing; from: From; to: string | null }

function Way({ editing, from, to }: WayProps) {
  const { t } = useTranslation('automations')
  const step = stepOf(editing.definition, to)
  return (
    <>
      <AddStep editing={editing} from={from} />
      {step === null ? <Marker words={t('flow.end')} /> : <Here editing={editing} step={step} />}
    </>
  )
}

function Here({ editing, step }: { editing: Editing; step: Step }) {
  const { t } = useTranslation('automations')
  const forks = step.kind === 'branch' || step.kind === 'split'
  const arms = outcomesOf[step.kind].filter((outcome) => forks || outcome in step.edges)
  return (
    <>
      <StepBox editing={editing} step={step} />
      {arms.map((outcome) => (
        <Box
          key={outcome}
          paddingInlineStart={{ xs: '300', md: '600' }}
          borderInlineStartWidth="025"
          borderColor="border"
        >
          <BlockStack gap="300">
            <Text as="h4" fontWeight="semibold">
              {t(`outcome.${step.kind}.${outcome}`)}
            </Text>
            <Way editing={editing} from={{ step: step.id, outcome }} to={step.edges[outcome] ?? null} />
          </BlockStack>
        </Box>
      ))}
      {!forks && <Way editing={editing} from={{ step: step.id, outcome: 'next' }} to={step.edges.next ?? null} />}
    </>
  )
}

function StepBox({ editing, step }: { editing: Editing; step: Step }) {
  const { t } = useTranslation('automations')
  const { definition, change } = editing
  const name = t(`step.${step.kind}`)
  return (
    <Box borderWidth="025" borderColor="border" borderRadius="200" padding="400">
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h3" variant="headingSm">
            {name}
          </Text>
          {definition.steps.length > 1 && (
            <Button
              variant="plain"
              tone="critical"
              accessibilityLabel={t('flow.removeOf', { name })}
              onClick={() => {
                change(removeStep(definition, step.id))
              }}
            >
              {t('flow.remove')}
            </Button>
          )}
        </InlineStack>
        <StepFields editing={editing} step={step} />
        <AddFailureWay editing={editing} step={step} />
      </BlockStack>
    </Box>
  )
}

/** What should happen where a step does not work; without such a way it goes on as if it had. */
function AddFailureWay({ editing: { definition, change }, step }: { editing: Editing; step: Step }) {
  const { t } = useTranslation('automations')
  if (!outcomesOf[step.kind].includes('failed') || 'failed' in step.edges) return null
  return (
    <InlineStack>
      <Button
        variant="plain"
        onClick={() => {
          change(addStep(definition, { after: step.id, outcome: 'failed', step: newStep(definition, 'task') }))
        }}
      >
        {t('flow.addFailureWay')}
      </Button>
    </InlineStack>
  )
}

const kinds: StepKind[] = ['wait', 'mail', 'branch', 'split', 'task', 'tag']

function AddStep({ editing: { definition, change }, from }: Omit<WayProps, 'to'>) {
  const { t } = useTranslation('automations')
  const [open, setOpen] = useState(false)
  const close = () => {
    setOpen(false)
  }
  const add = (kind: StepKind) => {
    close()
    change(addStep(definition, { after: from.step, outcome: from.outcome, step: newStep(definition, kind) }))
  }
  return (
    <InlineStack>
      <Popover
        active={open}
        onClose={close}
        activator={
          <Button
            size="slim"
            variant="tertiary"
            disclosure
            onClick={() => {
              setOpen(!open)
            }}
          >
            {t('flow.add')}
          </Button>
        }
      >
        <ActionList
          items={kinds.map((kind) => ({
            content: t(`step.${kind}`),
            helpText: t(`stepMeaning.${kind}`),
            onAction: () => {
              add(kind)
            },
          }))}
        />
      </Popover>
    </InlineStack>
  )
}

function Marker({ words }: { words: string }) {
  return (
    <Box background="bg-surface-secondary" borderRadius="200" padding="300">
      <Text as="p" fontWeight="medium">
        {words}
      </Text>
    </Box>
  )
}
