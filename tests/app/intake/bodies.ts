/** Webhook bodies of a few named people, as Shopify writes them; ids exceed 2^53. */

const BASE = 9_100_000_000_000_000n

type Line = { id: number; quantity?: number; price?: string; productId?: number; current?: number; discount?: string }

type Order = {
  id: number
  updatedAt: string
  customer?: { id: number; email: string; updatedAt?: string; firstName?: string }
  email?: string
  lines?: Line[]
  refunds?: string[]
  total?: string
}

export const gid = (type: string, id: number): string => `gid://shopify/${type}/${String(BASE + BigInt(id))}`
const big = (id: number): string => String(BASE + BigInt(id))

export const idOf = (id: number): bigint => BASE + BigInt(id)

export function orderBody({
  id,
  updatedAt,
  customer,
  email = '',
  lines = [{ id: id * 10 }],
  refunds = [],
  total = '50.00',
}: Order): string {
  const buyer =
    customer === undefined ? 'null' : customerBody({ ...customer, updatedAt: customer.updatedAt ?? updatedAt })
  return `{"id":${big(id)},"admin_graphql_api_id":"${gid('Order', id)}","name":"#${String(id)}","email":"${customer?.email ?? email}",
    "created_at":"2026-03-01T10:00:00+01:00","processed_at":"2026-03-01T10:00:00+01:00","updated_at":"${updatedAt}","cancelled_at":null,
    "test":false,"currency":"EUR","subtotal_price":"${total}","total_discounts":"0.00","total_price":"${total}","checkout_token":"t${String(id)}",
    "financial_status":"paid","fulfillment_status":null,"source_name":"web","customer_locale":"de","discount_codes":[],
    "billing_address":{"first_name":"Gerda","last_name":"Gast","city":"Bonn","country_code":"DE"},
    "customer":${buyer},"line_items":[${lines.map(lineBody).join()}],"refunds":[${refunds.join()}]}`
}

function lineBody({ id, quantity = 1, price = '50.00', productId = 7, current = quantity, discount }: Line): string {
  const allocations = discount === undefined ? '[]' : `[{"amount":"${discount}","discount_application_index":0}]`
  return `{"id":${big(id)},"admin_graphql_api_id":"${gid('LineItem', id)}","product_id":${big(productId)},"variant_id":null,
    "title":"Ring Aurora","variant_title":null,"sku":"R-1","vendor":"HandelBlitz","quantity":${String(quantity)},"current_quantity":${String(current)},
    "price":"${price}","total_discount":"0.00","discount_allocations":${allocations}}`
}

type Customer = { id: number; email: string; updatedAt: string; firstName?: string; streets?: string[] }

/** `streets`: of all addresses, the first of which is the default one; without it the body does not tell them. */
export function customerBody({ id, email, updatedAt, firstName = 'Anna', streets }: Customer): string {
  const all = streets?.map(
    (street, place) =>
      `{"id":${big(id * 10 + place)},"first_name":"${firstName}","last_name":"Schmidt","company":"","address1":"${street}","address2":null,
        "zip":"10115","city":"Berlin","province":null,"country_code":"DE","phone":null,"default":${String(place === 0)}}`,
  )
  const addresses = all === undefined ? '' : `"addresses":[${all.join()}],`
  return `{"id":${big(id)},"admin_graphql_api_id":"${gid('Customer', id)}","email":"${email}","first_name":"${firstName}","last_name":"Schmidt",
    "phone":null,"state":"enabled","note":null,"created_at":"2025-01-01T00:00:00Z","updated_at":"${updatedAt}",${addresses}
    "default_address":{"city":"Berlin","country_code":"DE"}}`
}

type Refund = { id: number; orderId: number; lineId: number; amount?: string; quantity?: number }

export function refundBody({ id, orderId, lineId, amount = '50.00', quantity = 1 }: Refund): string {
  return `{"id":${big(id)},"admin_graphql_api_id":"${gid('Refund', id)}","order_id":${big(orderId)},"created_at":"2026-03-05T10:00:00Z","note":"too small",
    "refund_line_items":[{"id":${big(id * 10)},"line_item_id":${big(lineId)},"quantity":${String(quantity)},"subtotal":${amount},"total_tax":0}],
    "transactions":[{"kind":"refund","status":"success","amount":"${amount}","currency":"EUR"}]}`
}

export function productBody(id: number, productType: string, updatedAt: string): string {
  return `{"id":${big(id)},"admin_graphql_api_id":"${gid('Product', id)}","title":"Ring Aurora","handle":"ring-aurora","product_type":"${productType}",
    "vendor":"HandelBlitz","status":"active","tags":"silber, ring","created_at":"2025-01-01T00:00:00Z","updated_at":"${updatedAt}","image":null,
    "options":[{"name":"Größe"}],"variants":[{"id":${big(id * 10)},"title":"52","sku":null,"price":"50.00","option1":"52","option2":null,"option3":null}]}`
}

export function deletedBody(id: number): string {
  return `{"id":${big(id)}}`
}

export function tagsBody(id: number, tags: string[], occurredAt: string): string {
  return JSON.stringify({ customerId: gid('Customer', id), tags, occurredAt })
}

export function consentBody(id: number, state: string, at: string): string {
  return `{"customer_id":${big(id)},"email_address":"x@example.de","email_marketing_consent":{"state":"${state}","opt_in_level":"single_opt_in","consent_updated_at":"${at}"}}`
}
