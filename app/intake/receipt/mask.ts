export const MASK = '•••'

/** Fields about a person, and fields that open a door; also as the last word of a longer name, such as cart_token. */
const personal = [
  ...[
    'first_name',
    'last_name',
    'middle_name',
    'full_name',
    'display_name',
    'contact_name',
    'company_name',
    'shop_owner',
  ],
  ...['email', 'emails', 'email_address', 'phone', 'phones', 'phone_number', 'mobile', 'birthday', 'birth_date'],
  ...[
    'address',
    'addresses',
    'addresses_v2',
    'address1',
    'address2',
    'street',
    'city',
    'zip',
    'postal_code',
    'province',
  ],
  ...['latitude', 'longitude', 'company', 'recipient', 'destination', 'vat_number', 'tax_id'],
  ...['note', 'notes', 'message', 'comment', 'comments', 'body_text'],
  ...['ip', 'ip_address', 'user_agent', 'client_details', 'session_hash', 'landing_site', 'referring_site'],
  ...['payment_details', 'credit_card', 'credit_card_number', 'credit_card_name', 'iban', 'receipt'],
  ...['tracking_number', 'tracking_numbers', 'tracking_url', 'tracking_urls', 'tracking_info', 'tracking_details'],
  ...['token', 'secret', 'password', 'api_key', 'signature', 'hmac', 'status_url', 'checkout_url', 'unsubscribe_url'],
]

/** In these a name is that of a thing. */
const things = new Set([
  ...['line_items', 'line_item', 'return_line_items', 'refund_line_items', 'variants', 'options', 'fulfillments'],
  ...['tax_lines', 'shipping_lines', 'discount_applications', 'discount_codes', 'rules', 'duties', 'fees'],
  ...['location', 'origin_location', 'segment', 'channel'],
])

/** Lists of what a buyer or the merchant's own forms have written; what a field is called may be seen. */
const written = new Set(['note_attributes', 'properties', 'custom_attributes', 'metafields', 'metafield'])
const labels = new Set(['id', 'admin_graphql_api_id', 'name', 'key', 'namespace', 'type'])

/**
 * A body with everything masked that names a person, reaches one or was written by one, or that opens a door, such as
 * a token. The field's name decides, wherever it stands; an e-mail address, an IP address and an international phone
 * number are masked in any text. Ids, moments, amounts and empty fields stay readable.
 */
export function maskPersonal(body: unknown): unknown {
  return maskWithin(body, '')
}

/** Text without the e-mail addresses, IP addresses and international phone numbers in it. */
export function withoutPersons(text: string): string {
  return text.replace(EMAIL, MASK).replace(IP_V4, MASK).replace(IP_V6, MASK).replace(PHONE, MASK)
}

const EMAIL = /[^\s@"'<>(),;:=?&/]+@[^\s@"'<>(),;:=?&/]+/gu
const IP_V4 = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g
const IP_V6 = /\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f:]{1,4}\b/gi
const PHONE = /\+\d[\d ()/-]{6,}\d/g

function maskWithin(value: unknown, parent: string): unknown {
  if (Array.isArray(value)) return value.map((item) => maskWithin(item, parent))
  if (typeof value === 'string') return withoutPersons(value)
  if (typeof value !== 'object' || value === null) return value
  return mapFields(value, (name, inner) => (isPersonal(name, inner, parent) ? maskAll(inner) : maskWithin(inner, name)))
}

function isPersonal(name: string, value: unknown, parent: string): boolean {
  if (written.has(parent)) return !labels.has(name)
  if (name === 'name') return !(things.has(parent) || (parent === '' && isOrderNumber(value)))
  return personal.some((word) => name === word || name.endsWith(`_${word}`))
}

function isOrderNumber(value: unknown): boolean {
  return typeof value === 'string' && /^#?[\w.-]*\d[\w.-]*$/.test(value)
}

function maskAll(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskAll)
  if (typeof value === 'object' && value !== null) return mapFields(value, (_, inner) => maskAll(inner))
  return value === null || value === '' || typeof value === 'boolean' ? value : MASK
}

/** Hands over each field's name as snake_case, whichever way Shopify spells it. */
function mapFields(record: object, change: (name: string, value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(snakeCase(name), value)]))
}

function snakeCase(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()
}
