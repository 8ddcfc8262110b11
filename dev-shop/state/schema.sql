-- The dev shop's whole memory. Ids are text of 16 digits above 2^53, so that text order is numeric order and no id survives a double.
-- Money is integer minor units of meta.currency; times are ISO 8601 in UTC with milliseconds; JSON columns hold what Shopify nests.

create table if not exists meta (
  key text primary key,
  value text not null
) strict;

create table if not exists customers (
  id text primary key,
  first_name text,
  last_name text,
  email text,
  phone text,
  locale text not null default 'de',
  state text not null default 'ENABLED',
  note text,
  tags text not null default '[]',
  verified_email integer not null default 1,
  email_marketing_state text not null default 'NOT_SUBSCRIBED',
  email_opt_in_level text,
  email_consent_at text,
  sms_marketing_state text not null default 'NOT_SUBSCRIBED',
  address text, -- {address1, city, zip, provinceCode, countryCode, country, phone}
  created_at text not null,
  updated_at text not null
) strict;
create unique index if not exists customers_email on customers (lower(email)) where email is not null;
create index if not exists customers_updated on customers (updated_at);

create table if not exists products (
  id text primary key,
  title text not null,
  handle text not null unique,
  product_type text not null default '',
  vendor text not null default '',
  status text not null default 'ACTIVE',
  tags text not null default '[]',
  options text not null default '[]', -- [{name, values}]
  body_html text not null default '',
  image text, -- path served by the storefront
  published_at text,
  created_at text not null,
  updated_at text not null
) strict;

create table if not exists variants (
  id text primary key,
  product_id text not null references products (id) on delete cascade,
  title text not null,
  sku text,
  price integer not null,
  options text not null default '[]', -- [{name, value}]
  inventory_quantity integer not null default 0,
  position integer not null default 1,
  created_at text not null,
  updated_at text not null
) strict;
create index if not exists variants_product on variants (product_id);

-- What lies elsewhere than at the shop's own location, which variants.inventory_quantity counts.
create table if not exists further_stock (
  variant_id text not null references variants (id) on delete cascade,
  location_id text not null,
  available integer not null,
  updated_at text not null,
  primary key (variant_id, location_id)
) strict;

-- A collection either lists its products or has a rule on the product type; both kinds keep collection_products true.
create table if not exists collections (
  id text primary key,
  title text not null,
  handle text not null unique,
  body_html text not null default '',
  sources text not null default '[]', -- rules as given by collectionCreate
  created_at text not null,
  updated_at text not null
) strict;

create table if not exists collection_products (
  collection_id text not null references collections (id) on delete cascade,
  product_id text not null references products (id) on delete cascade,
  position integer not null default 0,
  primary key (collection_id, product_id)
) strict, without rowid;
create index if not exists collection_products_product on collection_products (product_id);

create table if not exists orders (
  id text primary key,
  number integer not null unique,
  name text not null,
  customer_id text references customers (id),
  email text,
  phone text,
  created_at text not null,
  processed_at text not null,
  updated_at text not null,
  cancelled_at text,
  cancel_reason text,
  test integer not null default 0,
  currency text not null,
  subtotal integer not null, -- after line discounts, without shipping
  total_discounts integer not null default 0,
  total_shipping integer not null default 0,
  total_tax integer not null default 0, -- contained in the prices
  total integer not null,
  financial_status text not null default 'PAID',
  fulfillment_status text, -- null, PARTIAL, FULFILLED
  source_name text not null default 'web',
  locale text not null default 'de',
  checkout_token text,
  discount_codes text not null default '[]', -- [{code, amount, type}]
  shipping_address text,
  note text,
  tags text not null default '[]'
) strict;
create index if not exists orders_customer on orders (customer_id);
create index if not exists orders_processed on orders (processed_at, id);
create index if not exists orders_updated on orders (updated_at, id);

create table if not exists order_lines (
  id text primary key,
  order_id text not null references orders (id) on delete cascade,
  product_id text, -- null when the product is gone
  variant_id text,
  title text not null,
  variant_title text,
  sku text,
  vendor text,
  quantity integer not null,
  price integer not null, -- one piece
  total_discount integer not null default 0,
  position integer not null default 1
) strict;
create index if not exists order_lines_order on order_lines (order_id);

create table if not exists refunds (
  id text primary key,
  order_id text not null references orders (id) on delete cascade,
  created_at text not null,
  note text,
  total integer not null
) strict;
create index if not exists refunds_order on refunds (order_id);

create table if not exists refund_lines (
  id text primary key,
  refund_id text not null references refunds (id) on delete cascade,
  order_line_id text not null,
  quantity integer not null,
  subtotal integer not null
) strict;
create index if not exists refund_lines_refund on refund_lines (refund_id);

-- One row a DiscountCodeBasic; the JSON columns hold the inputs as given and validated.
create table if not exists discounts (
  id text primary key,
  title text not null,
  starts_at text not null,
  ends_at text,
  usage_limit integer, -- of each code
  applies_once_per_customer integer not null default 0,
  context text not null, -- {"all":"ALL"} | {"customers":[ids]}
  value text not null, -- {"percentage":0.2} | {"amount":minor,"onEachItem":bool}
  items text not null, -- {"all":true} | {"products":[ids],"variants":[ids]} | {"collections":[ids]}
  minimum text, -- {"quantity":n} | {"subtotal":minor}
  combines_with text not null default '{}',
  active integer not null default 1,
  created_at text not null,
  updated_at text not null
) strict;

create table if not exists discount_codes (
  id text primary key,
  discount_id text not null references discounts (id) on delete cascade,
  code text not null,
  usage_count integer not null default 0,
  created_at text not null
) strict;
create unique index if not exists discount_codes_code on discount_codes (upper(code));
create index if not exists discount_codes_discount on discount_codes (discount_id);

create table if not exists discount_uses (
  discount_id text not null,
  customer_key text not null, -- customer id or lower-case e-mail
  order_id text not null,
  primary key (discount_id, customer_key, order_id)
) strict, without rowid;

create table if not exists code_creations (
  id text primary key,
  discount_id text not null,
  created_at text not null,
  ready_at text not null, -- asynchronous as at Shopify: done once this moment has passed
  codes text not null -- [{code, error: message | null}]
) strict;

create table if not exists apps (
  api_key text primary key,
  secret text not null,
  handle text not null,
  name text not null,
  url text not null,
  proxy text, -- {url, prefix, subpath}
  requested_scopes text not null,
  granted_scopes text,
  webhook_api_version text not null,
  installed_at text
) strict;

create table if not exists tokens (
  access_token text primary key,
  api_key text not null,
  scopes text not null,
  expires_at text,
  refresh_token text unique,
  refresh_expires_at text,
  revoked_at text
) strict;

create table if not exists webhook_subscriptions (
  id text primary key,
  api_key text not null,
  topic text not null, -- orders/create
  uri text not null,
  source text not null, -- toml | api
  include_fields text not null default '[]',
  filter text,
  name text,
  consecutive_failures integer not null default 0,
  created_at text not null,
  updated_at text not null
) strict;

create table if not exists webhook_deliveries (
  id integer primary key,
  webhook_id text not null,
  event_id text not null,
  subscription_id text not null,
  api_key text not null,
  topic text not null,
  uri text not null,
  triggered_at text not null,
  body text not null,
  attempts integer not null default 0,
  due_at text not null,
  status text not null default 'waiting', -- waiting | delivered | failed | dropped
  response_status integer,
  problem text
) strict;
create index if not exists webhook_deliveries_due on webhook_deliveries (due_at) where status = 'waiting';

create table if not exists bulk_operations (
  id text primary key,
  api_key text not null,
  type text not null default 'QUERY',
  status text not null,
  error_code text,
  query text not null,
  group_objects integer not null default 0,
  created_at text not null,
  completed_at text,
  object_count integer not null default 0,
  root_object_count integer not null default 0,
  file_size integer,
  file_path text,
  partial integer not null default 0
) strict;

create table if not exists carts (
  token text primary key,
  state text not null, -- {lines: [{variantId, quantity}], codes: [code]}
  updated_at text not null
) strict;

create table if not exists mails (
  id integer primary key,
  received_at text not null,
  sender text not null,
  recipient text not null,
  subject text not null,
  message_id text,
  text text,
  html text,
  raw text not null
) strict;
create index if not exists mails_recipient on mails (recipient, id);

-- Lines of --orders FILE that were left out, so that every line of the file is accounted for.
create table if not exists refused_lines (
  line_number integer primary key,
  reason text not null
) strict;

-- A checkout lives from the first contact until it becomes an order.
create table if not exists checkouts (
  id text primary key, -- told by checkouts/delete only, as at Shopify since 2026-04
  token text not null unique,
  cart_token text not null,
  customer_id text,
  locale text not null,
  contact text not null, -- {email, firstName, lastName, phone, address: {address1, city, zip, country, countryCode}}
  lines text not null, -- [{variantId, quantity}]
  codes text not null,
  accepts_marketing integer not null default 0,
  created_at text not null,
  updated_at text not null
) strict;

create table if not exists fulfillments (
  id text primary key,
  order_id text not null references orders (id) on delete cascade,
  position integer not null,
  tracking_number text not null,
  created_at text not null,
  updated_at text not null
) strict;

-- Nothing in this shop makes these rows by itself; a test or a demo puts them there.
create table if not exists fulfillment_events (
  id text primary key,
  fulfillment_id text not null references fulfillments (id) on delete cascade,
  status text not null, -- IN_TRANSIT, DELIVERED, ...
  happened_at text not null,
  created_at text not null
) strict;

create table if not exists returns (
  id text primary key,
  order_id text not null references orders (id) on delete cascade,
  status text not null, -- REQUESTED, OPEN, CLOSED, DECLINED, CANCELED
  decline_reason text,
  created_at text not null
) strict;

create table if not exists segments (
  id text primary key,
  name text not null,
  query text not null,
  created_at text not null,
  updated_at text not null
) strict;

-- When somebody last said yes or no to text messages.
create table if not exists sms_consents (
  customer_id text primary key references customers (id) on delete cascade,
  updated_at text not null
) strict;
