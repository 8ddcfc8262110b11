import { z } from 'zod'
import { discountStatus } from '../../discount-status.ts'
import { all } from '../../state/query.ts'
import type { DiscountCodeRow, DiscountRow } from '../../state/rows.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { keysetPage } from '../keyset.ts'
import { badge, pageHead, tableCard } from '../parts.ts'
import type { View } from '../view.ts'
import { containing } from './query.ts'
import type { ListQuery } from './query.ts'

type ListedDiscount = DiscountRow & { codes: number; used: number }
type ListedCode = DiscountCodeRow & { title: string }

/** All discounts, the newest first; with search words, the codes that contain them. */
export function discountsPage(view: View, query: ListQuery): Html {
  return html`${pageHead(view.texts.discounts)}
  ${query.words === '' ? discountTable(view, query) : codeTable(view, query)}`
}

function discountTable(view: View, { words, place }: ListQuery): Html {
  const { texts, format, shop } = view
  const select = `select d.*, (select count(*) from discount_codes c where c.discount_id = d.id) as codes,
    (select coalesce(sum(c.usage_count), 0) from discount_codes c where c.discount_id = d.id) as used from discounts d`
  return tableCard(view, {
    path: `${view.storePath}/discounts`,
    search: texts.searchCodes,
    words,
    page: keysetPage<ListedDiscount>(shop, { select, key: ['d.id'] }, place),
    columns: [
      { label: texts.title },
      { label: texts.status },
      { label: texts.value, number: true },
      { label: texts.codes, minor: true },
      { label: texts.used, number: true, minor: true },
      { label: texts.ends, minor: true },
    ],
    cells: (discount) => [
      html`<span class="strong">${discount.title}</span>`,
      badge(view, discountStatus(discount, shop.now())),
      valueOf(view, discount),
      html`${format.number(discount.codes)} <span class="subdued">${sampleCodes(view, discount.id)}</span>`,
      format.number(discount.used),
      discount.ends_at === null ? texts.never : format.day(discount.ends_at),
    ],
  })
}

function codeTable(view: View, { words, place }: ListQuery): Html {
  const { texts, format } = view
  const select = 'select c.*, d.title from discount_codes c join discounts d on d.id = c.discount_id'
  const search = { where: String.raw`c.code like ? escape '\'`, parameters: [containing(words)] }
  return tableCard(view, {
    path: `${view.storePath}/discounts`,
    search: texts.searchCodes,
    words,
    page: keysetPage<ListedCode>(view.shop, { select, key: ['c.id'], ...search }, place),
    columns: [{ label: texts.code }, { label: texts.title }, { label: texts.used, number: true }],
    cells: (code) => [html`<span class="strong">${code.code}</span>`, code.title, format.number(code.usage_count)],
  })
}

const valueShape = z.union([
  z.object({ percentage: z.number() }),
  z.object({ amount: z.number(), onEachItem: z.boolean().optional() }),
])

function valueOf(view: View, discount: DiscountRow): string {
  const value = valueShape.parse(JSON.parse(discount.value))
  if ('percentage' in value)
    return new Intl.NumberFormat(view.locale, { style: 'percent', maximumFractionDigits: 2 }).format(value.percentage)
  const amount = view.format.money(value.amount)
  return value.onEachItem === true ? `${amount} ${view.texts.perPiece}` : amount
}

function sampleCodes(view: View, discountId: string): string {
  const codes = all<{ code: string }>(
    view.shop.state,
    'select code from discount_codes where discount_id = ? limit 3',
    discountId,
  )
  return codes.map(({ code }) => code).join(', ')
}
