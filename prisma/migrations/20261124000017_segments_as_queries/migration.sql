-- Tags are compared without case. Lower casing text is immutable.
CREATE FUNCTION lower_tags(tags TEXT[]) RETURNS TEXT[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN ARRAY(SELECT lower(tag) FROM unnest(tags) AS tag);
CREATE INDEX "customer_tags_idx" ON "customer" USING gin ("shop_id", (lower_tags("tags")));

-- A segment is a query. What was a list of rules says the same as one.
CREATE FUNCTION pg_temp.quoted(written TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE
  RETURN '''' || replace(replace(written, '\', '\\'), '''', '\''') || '''';
CREATE FUNCTION pg_temp.list(written JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE
  RETURN (SELECT string_agg(pg_temp.quoted(value), ', ' ORDER BY place)
            FROM jsonb_array_elements_text(written) WITH ORDINALITY AS element (value, place));
CREATE FUNCTION pg_temp.among(subject TEXT, written JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE
  RETURN CASE WHEN jsonb_array_length(written) = 1 THEN subject || ' = ' || pg_temp.list(written)
              ELSE subject || ' IN (' || pg_temp.list(written) || ')' END;
-- Minor units as a decimal number.
CREATE FUNCTION pg_temp.amount(minor BIGINT, currency TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE
  RETURN trim_scale(minor::numeric / CASE
    WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1
    WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000
    WHEN currency IN ('CLF', 'UYW') THEN 10000
    ELSE 100 END)::text;
CREATE FUNCTION pg_temp.clause(rule JSONB, currency TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE
  RETURN CASE rule ->> 'kind'
    WHEN 'prefers' THEN pg_temp.among('preferred_product_type', rule -> 'types')
    WHEN 'askedAbout' THEN 'service_requests MATCHES (' || pg_temp.among('product_type', rule -> 'types') || ')'
    WHEN 'lastOrder' THEN 'last_order_date ' || CASE rule ->> 'when' WHEN 'before' THEN '<' ELSE '>=' END || ' -' || (rule ->> 'days') || 'd'
    WHEN 'spent' THEN 'amount_spent >= ' || pg_temp.amount((rule ->> 'minor')::bigint, currency)
    WHEN 'orders' THEN 'number_of_orders >= ' || (rule ->> 'count')
    WHEN 'mayEmail' THEN 'may_email = true'
    WHEN 'group' THEN pg_temp.among('rfm_group', rule -> 'groups')
  END;

ALTER TABLE "segment" ADD COLUMN "query" TEXT;
UPDATE "segment" SET "query" = (
  SELECT string_agg(pg_temp.clause(rule, shop.currency), ' AND ' ORDER BY place)
    FROM shop, jsonb_array_elements("segment"."rules") WITH ORDINALITY AS element (rule, place)
   WHERE shop.id = "segment"."shop_id");
-- No rules meant everyone.
UPDATE "segment" SET "query" = 'number_of_orders >= 0' WHERE "query" IS NULL;
ALTER TABLE "segment" ALTER COLUMN "query" SET NOT NULL, DROP COLUMN "rules";

-- What the segment is for, and who answers for it.
ALTER TABLE "segment" ADD COLUMN "description" TEXT NOT NULL DEFAULT '', ADD COLUMN "owner" TEXT NOT NULL DEFAULT '';
