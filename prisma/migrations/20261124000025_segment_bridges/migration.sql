-- Segments read orders by customer and lines by product for a whole shop: what they compare stands in the index, so that
-- the rows themselves are not read. Wider entries of indexes that were there, not indexes more.
CREATE INDEX "shop_order_by_customer_idx" ON "shop_order" ("shop_id", "customer_id", "processed_at")
  INCLUDE ("id", "total_minor", "discount_minor", "currency", "cancelled_at", "deleted_at", "test");
DROP INDEX "shop_order_shop_id_customer_id_processed_at_idx";
ALTER INDEX "shop_order_by_customer_idx" RENAME TO "shop_order_shop_id_customer_id_processed_at_idx";
CREATE INDEX "order_line_by_product_idx" ON "order_line" ("shop_id", "product_id") INCLUDE ("order_id", "quantity");
DROP INDEX "order_line_shop_id_product_id_idx";
ALTER INDEX "order_line_by_product_idx" RENAME TO "order_line_shop_id_product_id_idx";

CREATE TABLE "segment_push" (
    "shop_id" INTEGER NOT NULL,
    "segment_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "tag" TEXT,
    "native_id" BIGINT,
    "status" TEXT NOT NULL,
    "to_do" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "segment_push_pkey" PRIMARY KEY ("shop_id","segment_id")
);

CREATE TABLE "pushed_member" (
    "shop_id" INTEGER NOT NULL,
    "segment_id" UUID NOT NULL,
    "customer_id" BIGINT NOT NULL,

    CONSTRAINT "pushed_member_pkey" PRIMARY KEY ("shop_id","segment_id","customer_id")
);
CREATE INDEX "pushed_member_shop_id_customer_id_idx" ON "pushed_member"("shop_id", "customer_id");
