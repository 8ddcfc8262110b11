import type { DevShop } from '../shop.ts'
import { inTransaction, takeId } from '../state/open.ts'
import { first, run } from '../state/query.ts'
import type { CheckoutRow } from '../state/rows.ts'
import { announce } from '../webhooks/announce.ts'
import { newToken } from './session.ts'
import type { Session } from './session.ts'

export type Contact = {
  email: string
  firstName: string
  lastName: string
  address: { address1: string; zip: string; city: string; country: string; countryCode: string }
}

type Kept = Pick<CheckoutRow, 'customer_id' | 'locale' | 'contact' | 'lines' | 'codes' | 'accepts_marketing'>

/** Keeps who is about to buy what, and announces it: checkouts/create at first, checkouts/update where it has changed. */
export function keepCheckout(
  shop: DevShop,
  session: Session,
  { contact, locale, acceptsMarketing }: { contact: Contact; locale: string; acceptsMarketing: boolean },
): void {
  const kept: Kept = {
    customer_id: session.customerId,
    locale,
    contact: JSON.stringify(contact),
    lines: JSON.stringify(session.lines),
    codes: JSON.stringify(session.codes),
    accepts_marketing: acceptsMarketing ? 1 : 0,
  }
  inTransaction(shop.state, () => {
    const known = session.checkoutToken === null ? undefined : byToken(shop, session.checkoutToken)
    if (known === undefined) session.checkoutToken = create(shop, session.cartToken, kept)
    else if (Object.entries(kept).some(([column, value]) => known[column as keyof Kept] !== value))
      change(shop, known.token, kept)
  })
}

/** The checkout has become an order: it is gone, and so is its cart. */
export function finishCheckout(shop: DevShop, session: Session): void {
  if (session.checkoutToken !== null) {
    announce(shop, 'checkouts/delete', session.checkoutToken)
    run(shop.state, 'delete from checkouts where token = ?', session.checkoutToken)
  }
  Object.assign(session, { lines: [], codes: [], cartToken: newToken(), checkoutToken: null })
}

function byToken(shop: DevShop, token: string): CheckoutRow | undefined {
  return first<CheckoutRow>(shop.state, 'select * from checkouts where token = ?', token)
}

function create(shop: DevShop, cartToken: string, kept: Kept): string {
  const token = newToken()
  const now = shop.now().toISOString()
  run(
    shop.state,
    `insert into checkouts (id, token, cart_token, created_at, updated_at, customer_id, locale, contact, lines, codes, accepts_marketing)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    takeId(shop.state),
    token,
    cartToken,
    now,
    now,
    ...valuesOf(kept),
  )
  announce(shop, 'checkouts/create', token)
  return token
}

function change(shop: DevShop, token: string, kept: Kept): void {
  run(
    shop.state,
    `update checkouts set customer_id = ?, locale = ?, contact = ?, lines = ?, codes = ?, accepts_marketing = ?, updated_at = ?
      where token = ?`,
    ...valuesOf(kept),
    shop.now().toISOString(),
    token,
  )
  announce(shop, 'checkouts/update', token)
}

function valuesOf(kept: Kept): (string | number | null)[] {
  return [kept.customer_id, kept.locale, kept.contact, kept.lines, kept.codes, kept.accepts_marketing]
}
