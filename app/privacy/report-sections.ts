/** How a value is told. An order or an item is told by its name where the row has only its id. */
export type ColumnKind = 'text' | 'money' | 'moment' | 'flag' | 'order' | 'item'

/** A column of a table, and the word under which it is told. */
export type Column = { name: string; kind: ColumnKind; label: string }

const of =
  (kind: ColumnKind) =>
  (...names: string[]): Column[] =>
    names.map((name) => ({ name, kind, label: name }))
const text = of('text')
const money = of('money')
const moment = of('moment')
const flag = of('flag')
const order: Column = { name: 'order_id', kind: 'order', label: 'order_id' }

/**
 * What is told of each table, in this order. Left out are ids, and what only orders versions of a row or the steps of
 * our own work.
 */
export const sections = {
  customer: [
    ...text(
      'first_name',
      'last_name',
      'email',
      'phone',
      'city',
      'country_code',
      'locale',
      'state',
      'tags',
      'note',
      'addresses',
    ),
    ...moment('created_at', 'deleted_at'),
  ],
  customer_note: [
    ...moment('created_at'),
    ...text('body', 'author', 'editor'),
    ...moment('edited_at', 'deleted_at'),
    ...flag('pinned'),
  ],
  customer_task: [
    ...moment('created_at'),
    { name: 'title', kind: 'text', label: 'task' },
    ...text('due_day', 'author', 'assignee', 'doer'),
    ...moment('done_at', 'deleted_at'),
  ],
  customer_tag: [...text('tag'), ...flag('present')],
  shop_order: [
    ...text('name'),
    ...moment('processed_at', 'created_at'),
    ...money('subtotal_minor', 'discount_minor', 'total_minor'),
    ...text('discount_codes', 'financial_status', 'fulfillment_status'),
    ...moment('cancelled_at', 'deleted_at'),
    ...text('email', 'first_name', 'last_name', 'city', 'country_code', 'locale', 'channel'),
    ...flag('test'),
  ],
  order_line: [
    order,
    ...text('title', 'variant_title', 'sku', 'vendor', 'quantity'),
    ...money('price_minor', 'discount_minor'),
  ],
  fulfillment: [
    order,
    { name: 'name', kind: 'text', label: 'parcel' },
    ...moment('created_at'),
    ...text('status', 'shipment_status', 'tracking_company', 'tracking_numbers'),
  ],
  fulfillment_event: [order, ...moment('happened_at'), ...text('status'), ...moment('deleted_at')],
  order_return: [order, ...text('status', 'decline_reason')],
  refund: [order, ...moment('created_at'), ...money('total_minor'), ...text('note')],
  refund_line: [
    order,
    { name: 'order_line_id', kind: 'item', label: 'title' },
    ...text('quantity'),
    ...money('subtotal_minor'),
  ],
  checkout: [
    ...moment('created_at', 'completed_at'),
    ...money('total_minor'),
    ...text('email', 'phone', 'locale', 'recovery_url'),
  ],
  checkout_line: [...moment('created_at'), ...text('title', 'quantity'), ...money('price_minor')],
  completed_checkout: [order],
  service_request: [
    ...moment('created_at', 'answered_at'),
    ...text('subject', 'status', 'product_type', 'email'),
    { name: 'name', kind: 'text', label: 'person' },
    ...text('locale', 'channel'),
  ],
  message: [...moment('created_at', 'sent_at'), ...text('direction', 'author', 'body', 'problem')],
  consent_event: [...moment('occurred_at'), ...text('channel', 'state', 'source', 'problem')],
  suppression: [...moment('created_at'), ...text('email', 'reason')],
  recipient: [...moment('sent_at', 'code_live_at'), ...text('email', 'code', 'status', 'reason', 'arm', 'locale')],
  mail_engagement: [...moment('at'), ...text('kind', 'by', 'target', 'user_agent')],
  mail_report: [...moment('reported_at'), ...text('kind', 'detail')],
  automation_run: [
    ...moment('started_at', 'ended_at', 'wake_at'),
    ...text('status', 'reason', 'step', 'position', 'version', 'occasion'),
    { name: 'subject', kind: 'text', label: 'about' },
  ],
  automation_step_log: [...text('position', 'step', 'kind', 'outcome', 'detail'), ...moment('settled_at')],
  automation_entrant: [...moment('entered_at')],
  automation_signal: [
    ...moment('happened_at'),
    ...text('trigger', 'occasion'),
    { name: 'subject', kind: 'text', label: 'about' },
  ],
  segment_member: [...moment('since')],
  segment_change: [...moment('at'), ...flag('entered'), ...text('cause', 'passed'), order],
  purchase_total: [...text('orders'), ...money('spent_minor')],
  profile: [
    ...text('orders'),
    ...money('spent_minor'),
    ...moment('first_order_at', 'last_order_at'),
    ...text('rfm_group', 'recency', 'frequency', 'monetary', 'preferred_type'),
    ...moment('refreshed_at'),
  ],
  prediction: [
    ...text('within_30', 'within_90', 'within_365', 'churn_probability', 'expected_orders'),
    ...money('average_order_minor', 'predicted_clv_minor', 'clv_low_minor', 'clv_high_minor'),
    ...text('next_order_from', 'next_order_date', 'next_order_to'),
    ...moment('computed_at'),
  ],
  prediction_check: [...moment('made_at'), ...text('from_day', 'to_day', 'outcome'), ...moment('settled_at')],
  preference: [...text('tokens', 'evidence')],
  preference_statement: [
    ...moment('said_at'),
    ...text('kind', 'value', 'stance', 'author', 'undone_by'),
    ...moment('undone_at'),
  ],
  product_view: [...text('day', 'product_id'), ...moment('viewed_at')],
  delivery: [...moment('received_at'), ...text('topic')],
} as const satisfies Record<string, readonly Column[]>

export type TableName = keyof typeof sections
export const tableNames = Object.keys(sections) as TableName[]
