import { useFetcher, useNavigate } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { Button, InlineStack, Modal, Text } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Deletes the segment after asking, and says what stays. */
export function DeleteSegment({ name, onDeleted }: { name: string; onDeleted: () => void }) {
  const { t } = useTranslation('segments')
  const shopify = useAppBridge()
  const navigate = useNavigate()
  const fetcher = useFetcher<{ outcome: string }>()
  const [asking, setAsking] = useState(false)
  const done = fetcher.data !== undefined && fetcher.state === 'idle'
  useEffect(() => {
    if (!done) return
    onDeleted()
    shopify.toast.show(t('list.deleted'))
    navigate('/app/segments')
  }, [done]) // once, when the answer is here
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
