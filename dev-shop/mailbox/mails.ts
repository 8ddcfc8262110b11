import { simpleParser } from 'mailparser'
import type { DevShop } from '../shop.ts'
import { all, first } from '../state/query.ts'

export type MailRow = {
  id: number
  received_at: string
  sender: string
  recipient: string
  subject: string
  message_id: string | null
  text: string | null
  html: string | null
  raw: string
}

export type MailHeader = { name: string; value: string }

/**
 * The newest mails first.
 * @param to only mails whose recipient contains this text
 * @param before only mails with a smaller id, for paging
 */
export function listMails(shop: DevShop, to: string, limit: number, before = Number.MAX_SAFE_INTEGER): MailRow[] {
  const wanted = to.trim().toLowerCase()
  if (wanted === '')
    return all<MailRow>(shop.state, 'select * from mails where id < ? order by id desc limit ?', before, limit)
  return all<MailRow>(
    shop.state,
    'select * from mails where id < ? and instr(recipient, ?) > 0 order by id desc limit ?',
    before,
    wanted,
    limit,
  )
}

export function countMails(shop: DevShop, to: string): number {
  const wanted = to.trim().toLowerCase()
  const row = first<{ n: number }>(
    shop.state,
    "select count(*) as n from mails where ?1 = '' or instr(recipient, ?1) > 0",
    wanted,
  )
  return row?.n ?? 0
}

export function findMail(shop: DevShop, id: string): MailRow | undefined {
  return /^\d{1,15}$/.test(id) ? first<MailRow>(shop.state, 'select * from mails where id = ?', Number(id)) : undefined
}

/** All headers of a mail in their order, unfolded, encoded words left as they are. */
export async function mailHeaders(mail: MailRow): Promise<MailHeader[]> {
  const { headerLines } = await simpleParser(mail.raw, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
  })
  return headerLines.map(({ line }) => {
    const colon = line.indexOf(':')
    return {
      name: line.slice(0, colon),
      value: line
        .slice(colon + 1)
        .replace(/\r?\n[ \t]+/g, ' ')
        .trim(),
    }
  })
}

/** The address at which a mail can be unsubscribed by one POST (RFC 8058), or null where it offers none. */
export function oneClickAddress(headers: readonly MailHeader[]): string | null {
  const value = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value ?? ''
  if (!/^List-Unsubscribe=One-Click$/i.test(value('list-unsubscribe-post'))) return null
  return /<(https?:\/\/[^>]+)>/i.exec(value('list-unsubscribe'))?.[1] ?? null
}

/** A public address of the shop as it is reached on this machine; others stay as they are. */
export function localAddress(shop: DevShop, address: string): string {
  return address.replace(`https://${shop.domain}`, shop.origin)
}
