import { simpleParser } from 'mailparser'
import type { DevShop } from '../shop.ts'
import { inTransaction } from '../state/open.ts'
import { run } from '../state/query.ts'

type Envelope = { from: string; to: string[]; message: Buffer }

/** Keeps a message in the mailbox, one row for each recipient of its envelope. */
export async function storeMail(shop: DevShop, { from, to, message }: Envelope): Promise<void> {
  const parsed = await simpleParser(message, { skipTextToHtml: true })
  const html = parsed.html || null
  inTransaction(shop.state, () => {
    for (const recipient of to) {
      run(
        shop.state,
        `insert into mails (received_at, sender, recipient, subject, message_id, text, html, raw)
         values (?, ?, ?, ?, ?, ?, ?, ?)`,
        shop.now().toISOString(),
        parsed.from?.text || from,
        recipient.toLowerCase(),
        parsed.subject ?? '',
        parsed.messageId ?? null,
        parsed.text ?? null,
        html,
        message.toString('utf8'),
      )
    }
  })
}
