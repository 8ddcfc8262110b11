import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { Button, InlineStack, Modal, Text } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAfterSaving } from '../../ui/index.ts'

/** Deletes the segment after asking, and says what stays. */
export function DeleteSegment({ name, onDeleted }: { name: string; onDeleted: () => void }) {
  const { t } = useTranslation('segments')
  const shopify = useAppBridge()
  const fetcher = useFetcher<{ outcome: string }>()
  const [asking, setAsking] = useState(false)
  useAfterSaving(fetcher, () => {
    onDeleted()
    shopify.toast.show(t('list.deleted'))
  })
  const close = () => {
    setAsking(false)
  }
  return (
    <InlineStack align="end">
      <Button
        tone="critical"
        variant="plain"
        onClick={() => {
          setAsking(true)
        }}
      >
        {t('editor.delete')}
      </Button>
      <Modal
        open={asking}
        onClose={close}
        title={t('editor.deleteTitle', { name })}
        primaryAction={{
          content: t('editor.delete'),
          destructive: true,
          loading: fetcher.state !== 'idle',
          onAction: () => {
            fetcher.submit({ intent: 'delete' }, { method: 'post' })
          },
        }}
        secondaryActions={[{ content: t('editor.cancel'), onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">{t('editor.deleteBody')}</Text>
        </Modal.Section>
      </Modal>
    </InlineStack>
  )
}
