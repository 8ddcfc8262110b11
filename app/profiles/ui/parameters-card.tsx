import { BlockStack, Button, Card, Collapsible, DataTable, InlineStack, Text } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { Backtest } from '../prediction/index.ts'

const names = { bgNbd: 'BG/NBD', mbgNbd: 'MBG/NBD', paretoNbd: 'Pareto/NBD', nbd: 'NBD' } as const

/** What the fits say in their own terms, folded away for the curious. */
export function ParametersCard({ result: { models, chosen, spend } }: { result: Backtest }) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const listed = (values: Record<string, number>) =>
    Object.entries(values)
      .map(([name, value]) => `${name} ${format.figure(value)}`)
      .join(', ')
  const { p, q, gamma } = spend
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack>
          <Button variant="plain" disclosure={open ? 'up' : 'down'} ariaExpanded={open} onClick={() => setOpen(!open)}>
            {t('backtest.parameters')}
          </Button>
        </InlineStack>
        <Collapsible id="parameters" open={open}>
          <BlockStack gap="300">
            <Text as="p" tone="subdued">
              {t('backtest.parametersMeaning')}
            </Text>
            <DataTable
              columnContentTypes={['text', 'text', 'numeric', 'numeric']}
              headings={['law', 'values', 'likelihood', 'rmse'].map((column) => t(`backtest.column.${column}`))}
              rows={[
                ...models.map(({ model, parameters, logLikelihood, rmse }) => [
                  model === chosen ? t('backtest.chosen', { name: names[model] }) : names[model],
                  listed(parameters),
                  format.figure(logLikelihood),
                  format.decimal(rmse),
                ]),
                ['Gamma-Gamma', listed({ p, q, gamma }), format.figure(spend.logLikelihood), '–'],
              ]}
            />
          </BlockStack>
        </Collapsible>
      </BlockStack>
    </Card>
  )
}
