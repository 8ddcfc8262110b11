import type { DevShop } from '../shop.ts'
import type { Format } from './format.ts'
import { formatFor } from './format.ts'
import { storeHandle } from './launch-url.ts'
import type { Locale } from './locale.ts'
import { adminLocale } from './locale.ts'
import type { Texts } from './texts.ts'
import { textsIn } from './texts.ts'

/** What every page of the admin draws with. */
export type View = {
  shop: DevShop
  locale: Locale
  texts: Texts
  format: Format
  /** '/store/handelblitz' */
  storePath: string
}

export function viewOf(shop: DevShop): View {
  const locale = adminLocale(shop)
  return { shop, locale, texts: textsIn(locale), format: formatFor(shop), storePath: `/store/${storeHandle(shop)}` }
}
