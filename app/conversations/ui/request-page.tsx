import { Badge, BlockStack, Card, Divider, Layout, Link, Page, Text, Thumbnail, InlineStack } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/index.ts'
import type { RequestView } from '../request-view.ts'
import { AnswerForm } from './answer-form.tsx'
import { Thread } from './thread.tsx'
import { useFreshThread } from './use-fresh-thread.ts'

/** One request: what was asked and answered, and the form for the next answer. */
export function RequestPage({ request }: { request: RequestView }) {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  useFreshThread([request])
  return (
    <Page
      backAction={{ content: t('inbox.title'), url: '/app/requests' }}
      title={request.subject}
      subtitle={format.dayTime(request.createdAt)}
      titleMetadata={
        <Badge tone={request.status === 'open' ? 'attention' : 'success'}>{t(`status.${request.status}`)}</Badge>
      }
    >
      <Layout>
        <Layout.Section>
          <Card>
            <BlockStack gap="400">
              <Thread request={request} />
              <Divider />
              <AnswerForm request={request} />
            </BlockStack>
          </Card>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <CustomerCard request={request} />
            <ProductCard product={request.product} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  )
}

function CustomerCard({ request }: { request: RequestView }) {
  const { t } = useTranslation('conversations')
  const { customer, email, language } = request
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          {t('request.customer')}
        </Text>
        {customer.profile ? (
          <Link url={`/app/customers/${customer.id}`}>{customer.name}</Link>
        ) : (
          <Text as="p">{customer.name}</Text>
        )}
        <Text as="p" breakWord>
          {email}
        </Text>
        <Text as="p" tone="subdued">
          {t(`request.language.${language === 'de' ? 'de' : 'en'}`)}
        </Text>
      </BlockStack>
    </Card>
  )
}

function ProductCard({ product }: { product: RequestView['product'] }) {
  const { t } = useTranslation('conversations')
  if (product === null) return null
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          {t('request.product')}
        </Text>
        <InlineStack gap="300" blockAlign="center" wrap={false}>
          {product.imageUrl !== null && <Thumbnail source={product.imageUrl} alt="" size="small" />}
          <BlockStack>
            <Link url={`shopify://admin/products/${product.id}`} target="_top">
              {product.title}
            </Link>
            {product.type !== null && (
              <Text as="p" tone="subdued">
                {product.type}
              </Text>
            )}
          </BlockStack>
        </InlineStack>
      </BlockStack>
    </Card>
  )
}
