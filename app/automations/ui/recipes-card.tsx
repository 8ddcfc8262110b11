import { useFetcher } from '@remix-run/react'
import { BlockStack, Button, Card, Divider, InlineStack, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import type { RecipeId } from '../recipes.ts'

/** What is ready: setting one up sends nothing yet. */
export function RecipesCard({ recipes }: { recipes: RecipeId[] }) {
  const { t } = useTranslation('automations')
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('recipes.title')}
          </Text>
          <Text as="p" tone="subdued">
            {t('recipes.body')}
          </Text>
        </BlockStack>
        {recipes.map((recipe) => (
          <BlockStack key={recipe} gap="400">
            <Divider />
            <Recipe recipe={recipe} />
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  )
}

function Recipe({ recipe }: { recipe: RecipeId }) {
  const { t } = useTranslation('automations')
  const fetcher = useFetcher()
  const name = t(`recipe.${recipe}.name`)
  return (
    <InlineStack align="space-between" blockAlign="center" gap="300">
      <div style={{ flex: '1 1 16rem' }}>
        <Text as="h3" fontWeight="semibold">
          {name}
        </Text>
        <Text as="p" tone="subdued">
          {t(`recipe.${recipe}.body`)}
        </Text>
      </div>
      <Button
        accessibilityLabel={t('recipes.setUpOf', { name })}
        loading={fetcher.state !== 'idle'}
        onClick={() => {
          fetcher.submit({ intent: 'add', recipe, name }, { method: 'post', action: '/app/automations?index' })
        }}
      >
        {t('recipes.setUp')}
      </Button>
    </InlineStack>
  )
}
