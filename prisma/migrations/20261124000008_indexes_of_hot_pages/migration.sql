-- shop_id leads every index, GIN as well.
CREATE EXTENSION IF NOT EXISTS btree_gin;

DROP INDEX "customer_search_text_idx";
CREATE INDEX "customer_search_text_idx" ON "customer" USING gin ("shop_id", "search_text" gin_trgm_ops);

-- Shopify compares codes without case, so the index holds them in upper case. Upper casing text is immutable.
CREATE FUNCTION upper_codes(codes TEXT[]) RETURNS TEXT[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN ARRAY(SELECT upper(code) FROM unnest(codes) AS code);
DROP INDEX "shop_order_discount_codes_idx";
CREATE INDEX "shop_order_discount_codes_idx" ON "shop_order" USING gin ("shop_id", (upper_codes("discount_codes")));

-- Of all orders, the few that used a code: what campaigns have brought is read from them.
CREATE INDEX "shop_order_with_code_idx" ON "shop_order" ("shop_id", "processed_at") WHERE cardinality("discount_codes") > 0;

-- The inbox: open requests first, the newest first.
CREATE INDEX "service_request_inbox_idx" ON "service_request" ("shop_id", ("status" = 'open') DESC, "created_at" DESC, "id" DESC);

-- The newest word of each customer on a channel, a withdrawal before a grant of the same moment.
CREATE INDEX "consent_event_newest_idx" ON "consent_event" ("shop_id", "channel", "customer_id", "occurred_at" DESC, ("state" = 'unsubscribed') DESC) INCLUDE ("state");

-- Whom a suppression means: by the address, and by its hash where the person was forgotten. convert_to is stable only
-- because a database may be made anew in another encoding, and ours is UTF8.
CREATE FUNCTION normal_address(email TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN lower(btrim(normalize(coalesce(email, ''), NFKC)));
CREATE FUNCTION forgotten_address(shop_id INTEGER, address TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN 'sha256:' || encode(sha256(convert_to(shop_id || ':' || address, 'UTF8')), 'hex');
-- Kept in the row, because normalising costs more than all else that is asked of a customer there.
ALTER TABLE "customer" ADD COLUMN "address" TEXT GENERATED ALWAYS AS (normal_address("email")) STORED;
-- Who has an address at all, in the order in which the consents come.
CREATE INDEX "customer_with_address_idx" ON "customer" ("shop_id", "id") WHERE coalesce("email", '') LIKE '%_@_%';
CREATE INDEX "customer_address_idx" ON "customer" ("shop_id", "address");
CREATE INDEX "customer_forgotten_idx" ON "customer" ("shop_id", (forgotten_address("shop_id", "address")));

-- Who asked about a product type: few of all likings.
CREATE INDEX "preference_asked_idx" ON "preference" ("shop_id", "kind", "value", "customer_id") WHERE "questions" > 0;
