import type { DevShop } from '../shop.ts'
import { localAddress, mailHeaders, oneClickAddress } from './mails.ts'
import type { MailRow } from './mails.ts'

/** Does what a mail client's unsubscribe button does: one POST to the address in the headers (RFC 8058). */
export async function unsubscribeOnce(
  shop: DevShop,
  mail: MailRow,
): Promise<'unsubscribed' | 'refused' | 'unreachable' | 'impossible'> {
  const address = oneClickAddress(await mailHeaders(mail))
  if (address === null) return 'impossible'
  try {
    const response = await fetch(localAddress(shop, address), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-host': shop.domain },
      body: 'List-Unsubscribe=One-Click',
      redirect: 'manual',
    })
    return response.ok ? 'unsubscribed' : 'refused'
  } catch {
    return 'unreachable'
  }
}
