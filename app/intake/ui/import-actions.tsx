import { useFetcher } from '@remix-run/react'
import { Button, Modal, Text } from '@shopify/polaris'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Stops the import, once the merchant has confirmed it. */
export function CancelImport() {
  const { t } = useTranslation('intake')
  const [asking, setAsking] = useState(false)
  const { state, submit } = useImportAction('cancel')
  return (
    <>
      <Button onClick={() => setAsking(true)} loading={state !== 'idle'}>
        {t('import.cancel.button')}
      </Button>
      <Modal
        open={asking}
        onClose={() => setAsking(false)}
        title={t('import.cancel.title')}
        primaryAction={{
          content: t('import.cancel.button'),
          destructive: true,
          onAction: () => {
            submit()
            setAsking(false)
          },
        }}
        secondaryActions={[{ content: t('import.cancel.keep'), onAction: () => setAsking(false) }]}
      >
        <Modal.Section>
          <Text as="p">{t('import.cancel.body')}</Text>
        </Modal.Section>
      </Modal>
    </>
  )
}

/** Begins the import again: what is there already is only told again. */
export function RepeatImport() {
  const { t } = useTranslation('intake')
  const { state, submit } = useImportAction('repeat')
  return (
    <Button onClick={submit} loading={state !== 'idle'}>
      {t('import.repeat')}
    </Button>
  )
}

function useImportAction(intent: 'cancel' | 'repeat') {
  const fetcher = useFetcher()
  const submit = () => {
    fetcher.submit({ intent }, { method: 'post', action: '/app/import' })
  }
  return { state: fetcher.state, submit }
}
