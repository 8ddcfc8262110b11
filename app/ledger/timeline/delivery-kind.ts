// Shopify's words for a parcel's way that our texts know, see FulfillmentEventStatus.
const told = new Set([
  'shipped',
  'shipment-cancelled',
  'shipment-error',
  'shipment-failure',
  'label_printed',
  'label_purchased',
  'confirmed',
  'carrier_picked_up',
  'ready_for_pickup',
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'attempted_delivery',
  'delayed',
  'delivered',
  'failure',
])

/** The text for what happened to a parcel; a word that Shopify invents later is shown as it is. */
export function deliveryKind(status: string): string {
  return told.has(status) ? status : 'parcel'
}
