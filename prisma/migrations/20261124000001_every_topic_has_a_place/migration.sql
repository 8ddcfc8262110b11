-- Where time and moment of telling are the same, the digest of the content decides, so that any order of arrival ends alike.
ALTER TABLE "customer"
  ADD COLUMN "digest" TEXT COLLATE "C" NOT NULL DEFAULT '',
  ADD COLUMN "merged_into" BIGINT;
ALTER TABLE "product" ADD COLUMN "digest" TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE "collection" ADD COLUMN "digest" TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE "shop_order" ADD COLUMN "digest" TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE "refund"
  ADD COLUMN "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00',
  ADD COLUMN "digest" TEXT COLLATE "C" NOT NULL DEFAULT '';

-- Few customers are ever merged. Prisma cannot express that an index holds only those.
CREATE INDEX "customer_merged_into_idx" ON "customer" ("shop_id", "merged_into") WHERE "merged_into" IS NOT NULL;

ALTER TABLE "shop"
  ADD COLUMN "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00',
  ADD COLUMN "told_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00',
  ADD COLUMN "scopes" TEXT[],
  ADD COLUMN "scopes_told_at" TIMESTAMPTZ(3);

CREATE TABLE "fulfillment" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "name" TEXT,
    "status" TEXT NOT NULL,
    "shipment_status" TEXT,
    "tracking_company" TEXT,
    "tracking_numbers" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "fulfillment_pkey" PRIMARY KEY ("shop_id","id")
);
CREATE INDEX "fulfillment_shop_id_order_id_idx" ON "fulfillment"("shop_id", "order_id");

CREATE TABLE "fulfillment_event" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "fulfillment_id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "fulfillment_event_pkey" PRIMARY KEY ("shop_id","id")
);
CREATE INDEX "fulfillment_event_shop_id_order_id_idx" ON "fulfillment_event"("shop_id", "order_id");

CREATE TABLE "order_return" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "decline_reason" TEXT,
    "stage" INTEGER NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "order_return_pkey" PRIMARY KEY ("shop_id","id")
);
CREATE INDEX "order_return_shop_id_order_id_idx" ON "order_return"("shop_id", "order_id");

CREATE TABLE "checkout" (
    "shop_id" INTEGER NOT NULL,
    "token" TEXT NOT NULL,
    "cart_token" TEXT,
    "customer_id" BIGINT,
    "email" TEXT,
    "phone" TEXT,
    "locale" TEXT,
    "currency" TEXT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "recovery_url" TEXT,
    "lines" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "checkout_pkey" PRIMARY KEY ("shop_id","token")
);
CREATE INDEX "checkout_shop_id_cart_token_idx" ON "checkout"("shop_id", "cart_token");
CREATE INDEX "checkout_shop_id_customer_id_idx" ON "checkout"("shop_id", "customer_id");

CREATE TABLE "deleted_checkout" (
    "shop_id" INTEGER NOT NULL,
    "cart_token" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deleted_checkout_pkey" PRIMARY KEY ("shop_id","cart_token")
);

CREATE TABLE "completed_checkout" (
    "shop_id" INTEGER NOT NULL,
    "token" TEXT NOT NULL,
    "order_id" BIGINT NOT NULL,

    CONSTRAINT "completed_checkout_pkey" PRIMARY KEY ("shop_id","token")
);

CREATE TABLE "inventory_level" (
    "shop_id" INTEGER NOT NULL,
    "inventory_item_id" BIGINT NOT NULL,
    "location_id" BIGINT NOT NULL,
    "available" INTEGER,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "inventory_level_pkey" PRIMARY KEY ("shop_id","inventory_item_id","location_id")
);

CREATE TABLE "discount" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "method" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "discount_pkey" PRIMARY KEY ("shop_id","id")
);

CREATE TABLE "redeem_code" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "discount_id" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "redeem_code_pkey" PRIMARY KEY ("shop_id","id")
);
CREATE INDEX "redeem_code_shop_id_discount_id_idx" ON "redeem_code"("shop_id", "discount_id");

CREATE TABLE "native_segment" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "native_segment_pkey" PRIMARY KEY ("shop_id","id")
);

CREATE TABLE "purchase_total" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "orders" INTEGER NOT NULL,
    "spent_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "last_order_id" BIGINT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "purchase_total_pkey" PRIMARY KEY ("shop_id","customer_id")
);
