import { languageOf, type Shop } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'
import { defaultMessages } from '../default-messages.ts'
import { compileMessage } from './compile.server.ts'
import { plainDesign, type MailDesign } from './design.ts'
import { readDesign } from './design.server.ts'
import { builtLayout } from './layout.ts'

/** A shop's design, with a mail that shows it, and the built layout to start an own one from. */
export async function designView(
  db: Queryable,
  shop: Shop,
  storefrontUrl: string,
  now: Date,
): Promise<{ design: MailDesign; example: string; builtLayout: string }> {
  const design = await readDesign(db, shop)
  const language = languageOf(shop.locale)
  const occasion = {
    language,
    now,
    offer: '20 %',
    endsAt: now,
    shopName: shop.name,
    timeZone: shop.timeZone,
    shopUrl: storefrontUrl,
  }
  const message = compileMessage(defaultMessages[language], design, occasion)
  const alex = { firstName: 'Alex', lastName: null, likings: [], picks: [], code: '7KQ4-XMWP-3TRB' }
  const written =
    message.outcome === 'compiled'
      ? message.write({ ...alex, redeemUrl: storefrontUrl, unsubscribeUrl: storefrontUrl })
      : message
  const example = written.outcome === 'rendered' ? written.html : ''
  return { design, example, builtLayout: builtLayout({ ...plainDesign, ...design }, shop.name, language) }
}
