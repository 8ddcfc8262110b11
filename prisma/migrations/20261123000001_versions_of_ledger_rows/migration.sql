-- Times of Shopify have whole seconds, so the moment of telling decides between two versions of one second.
ALTER TABLE "customer"
  ADD COLUMN "told_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00',
  ADD COLUMN "tags_told_at" TIMESTAMPTZ(3);

ALTER TABLE "product" ADD COLUMN "told_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00';

ALTER TABLE "collection"
  ADD COLUMN "told_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00',
  ADD COLUMN "products_told_at" TIMESTAMPTZ(3);

ALTER TABLE "shop_order"
  ADD COLUMN "told_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00',
  ADD COLUMN "first_name" TEXT,
  ADD COLUMN "last_name" TEXT,
  ADD COLUMN "city" TEXT,
  ADD COLUMN "country_code" TEXT;

ALTER TABLE "refund"
  ADD COLUMN "exact" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "told_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00';

-- CreateTable
CREATE TABLE "customer_tag" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "tag" TEXT NOT NULL,
    "present" BOOLEAN NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_tag_pkey" PRIMARY KEY ("shop_id","customer_id","tag")
);
