import type { ReactNode } from 'react'
import type { Language } from '../../kernel/index.ts'

type View =
  | {
      outcome: 'page'
      shopName: string
      shopDomain: string
      language: Language
      state: 'subscribed' | 'unsubscribed'
      restorable: boolean
      tracking: boolean | null
    }
  | { outcome: 'forged'; language: Language }
type Props = { view: View; t: (key: string, values?: Record<string, string>) => string }

/** What a shopper sees behind the link in a mail: one question, one button; it works without a script. */
export function UnsubscribePageView({ view, t }: Props) {
  if (view.outcome === 'forged')
    return <Sheet language={view.language} heading={t('page.forgedHeading')} body={t('page.forgedBody')} />
  const { shopName: shop, shopDomain, language, state, restorable, tracking } = view
  if (state === 'subscribed') {
    return (
      <Sheet language={language} heading={t('page.askHeading', { shop })} body={t('page.askBody')}>
        <Act name="unsubscribe" label={t('page.stop')} />
        <p className="small">{t(`page.tracking.${tracking === null ? 'unsaid' : tracking ? 'allowed' : 'refused'}`)}</p>
        {tracking !== true && <Act name="track" label={t('page.track')} quiet />}
        {tracking !== false && <Act name="untrack" label={t('page.untrack')} quiet />}
      </Sheet>
    )
  }
  return (
    <Sheet language={language} heading={t('page.doneHeading')} body={t('page.doneBody', { shop })}>
      {restorable && <Act name="restore" label={t('page.undo')} quiet />}
      <a href={`https://${shopDomain}`}>{t('page.toShop')}</a>
    </Sheet>
  )
}

function Sheet({
  language,
  heading,
  body,
  children,
}: {
  language: Language
  heading: string
  body: string
  children?: ReactNode
}) {
  return (
    <main lang={language} className="sheet">
      <style>{STYLE}</style>
      <h1>{heading}</h1>
      <p>{body}</p>
      {children}
    </main>
  )
}

function Act({ name, label, quiet = false }: { name: string; label: string; quiet?: boolean }) {
  return (
    <form method="post">
      <button type="submit" name="act" value={name} className={quiet ? 'quiet' : 'strong'}>
        {label}
      </button>
    </form>
  )
}

const STYLE = `
body { margin: 0; background: #f6f6f7; font: 16px/1.5 system-ui, sans-serif; color: #202223 }
.sheet { box-sizing: border-box; max-width: 30rem; margin: 12vh auto 0; padding: 2rem; background: #fff; border-radius: .75rem }
.sheet h1 { margin: 0 0 .5rem; font-size: 1.375rem; line-height: 1.3 }
.sheet button { margin: .5rem 0 1rem; padding: .75rem 1.25rem; font: inherit; border-radius: .5rem; cursor: pointer }
.sheet .strong { border: 0; background: #202223; color: #fff }
.sheet .quiet { border: 1px solid #8c9196; background: #fff; color: inherit }
.sheet .small { margin: .5rem 0 0; font-size: .875rem; color: #616161 }
.sheet a { color: inherit }
`
