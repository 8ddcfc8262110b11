import { collection } from './collection.server.ts'
import { customer } from './customer.server.ts'
import { order } from './order.server.ts'
import { product } from './product.server.ts'
import type { Subject } from './subject.server.ts'

/** What is compared with the shop, in this order: an order finds its products and its buyer there. */
export const subjects: Subject[] = [product, collection, customer, order]
