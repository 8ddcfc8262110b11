import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { Box, Card, EmptyState, Page } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'

/** What a page shows when its loader or action failed: what happened, what is safe, what to try. */
export function PageProblem() {
  const error = useRouteError()
  const { t } = useTranslation('ui')
  const missing = isRouteErrorResponse(error) && error.status === 404
  const action = missing
    ? { content: t('error.back'), url: '/app' }
    : {
        content: t('error.retry'),
        onAction: () => {
          location.reload()
        },
      }
  const heading = t(missing ? 'error.notFoundTitle' : 'error.title')
  return (
    <Page title={heading} titleHidden>
      <Box paddingBlockStart="400">
        <Card>
          <EmptyState heading={heading} action={action} image="">
            <p>{t(missing ? 'error.notFoundBody' : 'error.body')}</p>
          </EmptyState>
        </Card>
      </Box>
    </Page>
  )
}
