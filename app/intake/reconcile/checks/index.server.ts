import type { Check } from './check.server.ts'
import { checkout } from './checkout.server.ts'
import { discount } from './discount.server.ts'
import { orderPart } from './order-part.server.ts'
import { segment } from './segment.server.ts'
import { stock } from './stock.server.ts'

/** What is compared after the subjects: an order's parts find their order there. */
export const checks: Check[] = [orderPart, checkout, discount, stock, segment]
