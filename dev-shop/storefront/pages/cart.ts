import { z } from 'zod'
import { showPage } from '../page.ts'
import type { Visit } from '../page.ts'
import { saveSession } from '../session.ts'

const MAX_CODES = 5

/** GET /cart */
export async function showCart(visit: Visit): Promise<void> {
  await showPage(visit, 'cart')
}

/** POST /cart/add {id, quantity} */
export function addToCart(visit: Visit): void {
  const { id, quantity } = addShape.parse(visit.request.body)
  const line = visit.session.lines.find(({ variantId }) => variantId === id)
  if (line) line.quantity += quantity
  else visit.session.lines.push({ variantId: id, quantity })
  saveAndGo(visit, '/cart')
}

/** POST /cart: every field `line_<variant id>` carries the new quantity; zero takes the line out. */
export function changeCart(visit: Visit): void {
  const fields = z.record(z.string(), z.string()).parse(visit.request.body)
  const changed = visit.session.lines.map((line) => {
    const quantity = Number(fields[`line_${line.variantId}`] ?? line.quantity)
    return { ...line, quantity: Number.isInteger(quantity) ? Math.min(99, quantity) : line.quantity }
  })
  visit.session.lines = changed.filter(({ quantity }) => quantity > 0)
  saveAndGo(visit, '/cart')
}

/** POST /cart/code {code, return_to?}: the code joins those entered before. */
export function enterCode(visit: Visit): void {
  const { code, return_to: back } = codeShape.parse(visit.request.body)
  const others = visit.session.codes.filter((known) => known.toUpperCase() !== code.toUpperCase())
  if (code !== '') visit.session.codes = [...others, code].slice(-MAX_CODES)
  saveAndGo(visit, back)
}

/** POST /cart/code/remove {code, return_to?} */
export function removeCode(visit: Visit): void {
  const { code, return_to: back } = codeShape.parse(visit.request.body)
  visit.session.codes = visit.session.codes.filter((known) => known.toUpperCase() !== code.toUpperCase())
  saveAndGo(visit, back)
}

/** GET /discount/:code?redirect=: as at Shopify, the link's code takes the place of any other in this session. */
export function openDiscountLink(visit: Visit): void {
  const { code = '' } = visit.request.params
  const { redirect } = visit.request.query
  visit.session.codes = [code]
  saveAndGo(visit, ownPath(typeof redirect === 'string' ? redirect : '/'))
}

function saveAndGo(visit: Visit, path: string): void {
  saveSession(visit.shop, visit.session, visit.response)
  visit.response.redirect(303, path)
}

/** A path of this shop; anything that leads elsewhere is the home page. */
export function ownPath(path: string): string {
  return /^\/(?![/\\])/.test(path) ? path : '/'
}

const addShape = z.object({
  id: z.string().regex(/^\d+$/),
  quantity: z.coerce.number().int().min(1).max(99).default(1),
})
const codeShape = z.object({
  code: z.string().trim().max(255),
  return_to: z.string().default('/cart').transform(ownPath),
})
