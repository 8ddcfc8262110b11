import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { Modal, Text } from '@shopify/polaris'
import { useTranslation } from 'react-i18next'
import { useAfterSaving } from '../../ui/index.ts'

type Props = { open: boolean; name: string; onClose: () => void; onDeleted: () => void }

/** Deletes a campaign that was never released, after asking. */
export function DeleteDraft({ open, name, onClose, onDeleted }: Props) {
  const { t } = useTranslation('campaigns')
  const shopify = useAppBridge()
  const fetcher = useFetcher<{ outcome: string }>()
  useAfterSaving(fetcher, () => {
    onDeleted()
    shopify.toast.show(t('delete.done'))
  })
  return (
    <Modal
      open={open}
      onClose={onClose}
      title={t('delete.title', { name })}
      primaryAction={{
        content: t('delete.confirm'),
        destructive: true,
        loading: fetcher.state !== 'idle',
        onAction: () => {
          fetcher.submit({ intent: 'delete' }, { method: 'post' })
        },
      }}
      secondaryActions={[{ content: t('delete.cancel'), onAction: onClose }]}
    >
      <Modal.Section>
        <Text as="p">{t('delete.body')}</Text>
      </Modal.Section>
    </Modal>
  )
}
