CREATE TABLE "data_request" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "shopify_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "collected_at" TIMESTAMPTZ(3) NOT NULL,
    "export" JSONB NOT NULL,
    "handed_over_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_request_pkey" PRIMARY KEY ("shop_id","id")
);

CREATE TABLE "privacy_audit" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "privacy_audit_pkey" PRIMARY KEY ("shop_id","id")
);

CREATE UNIQUE INDEX "data_request_shop_id_shopify_id_key" ON "data_request"("shop_id", "shopify_id");
CREATE INDEX "data_request_shop_id_customer_id_idx" ON "data_request"("shop_id", "customer_id");
CREATE INDEX "privacy_audit_shop_id_done_at_idx" ON "privacy_audit"("shop_id", "done_at");
