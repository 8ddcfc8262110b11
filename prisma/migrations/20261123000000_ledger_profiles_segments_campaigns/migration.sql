-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMP(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "emailVerified" BOOLEAN DEFAULT false,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMP(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop" (
    "id" SERIAL NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "currency" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uninstalled_at" TIMESTAMPTZ(3),

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "api_version" TEXT NOT NULL,
    "triggered_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "body" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "history_import" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "history_import_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "import_step" (
    "shop_id" INTEGER NOT NULL,
    "import_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "bulk_operation_id" TEXT,
    "total" INTEGER,
    "done" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_step_pkey" PRIMARY KEY ("shop_id","import_id","kind")
);

-- CreateTable
CREATE TABLE "customer" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "email" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "phone" TEXT,
    "locale" TEXT,
    "city" TEXT,
    "country_code" TEXT,
    "state" TEXT,
    "tags" TEXT[],
    "note" TEXT,
    "search_text" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "product" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "product_type" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "tags" TEXT[],
    "image_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "product_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "variant" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "product_id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "sku" TEXT,
    "price_minor" BIGINT NOT NULL,
    "options" JSONB NOT NULL,

    CONSTRAINT "variant_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "collection" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "collection_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "collection_product" (
    "shop_id" INTEGER NOT NULL,
    "collection_id" BIGINT NOT NULL,
    "product_id" BIGINT NOT NULL,

    CONSTRAINT "collection_product_pkey" PRIMARY KEY ("shop_id","collection_id","product_id")
);

-- CreateTable
CREATE TABLE "shop_order" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "customer_id" BIGINT,
    "buyer_id" BIGINT,
    "email" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "test" BOOLEAN NOT NULL,
    "currency" TEXT NOT NULL,
    "subtotal_minor" BIGINT NOT NULL,
    "discount_minor" BIGINT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "financial_status" TEXT,
    "fulfillment_status" TEXT,
    "channel" TEXT,
    "locale" TEXT,
    "discount_codes" TEXT[],

    CONSTRAINT "shop_order_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "product_id" BIGINT,
    "variant_id" BIGINT,
    "title" TEXT NOT NULL,
    "variant_title" TEXT,
    "sku" TEXT,
    "vendor" TEXT,
    "quantity" INTEGER NOT NULL,
    "price_minor" BIGINT NOT NULL,
    "discount_minor" BIGINT NOT NULL,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("shop_id","order_id","id")
);

-- CreateTable
CREATE TABLE "refund" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "note" TEXT,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("shop_id","order_id","id")
);

-- CreateTable
CREATE TABLE "refund_line" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "refund_id" BIGINT NOT NULL,
    "order_line_id" BIGINT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "subtotal_minor" BIGINT NOT NULL,

    CONSTRAINT "refund_line_pkey" PRIMARY KEY ("shop_id","order_id","refund_id","order_line_id")
);

-- CreateTable
CREATE TABLE "service_request" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "locale" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "product_id" BIGINT,
    "product_type" TEXT,
    "subject" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_request_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "message" (
    "shop_id" INTEGER NOT NULL,
    "request_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "message_id" TEXT,
    "claimed_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "message_pkey" PRIMARY KEY ("shop_id","request_id","id")
);

-- CreateTable
CREATE TABLE "consent_event" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "channel" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL,

    CONSTRAINT "consent_event_pkey" PRIMARY KEY ("shop_id","customer_id","channel","occurred_at","source")
);

-- CreateTable
CREATE TABLE "suppression" (
    "shop_id" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("shop_id","email")
);

-- CreateTable
CREATE TABLE "profile" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "orders" INTEGER NOT NULL,
    "spent_minor" BIGINT NOT NULL,
    "first_order_at" TIMESTAMPTZ(3),
    "last_order_at" TIMESTAMPTZ(3),
    "recency" INTEGER,
    "frequency" INTEGER,
    "monetary" INTEGER,
    "rfm_group" TEXT NOT NULL,
    "preferred_type" TEXT,
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "profile_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "preference" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "orders" INTEGER NOT NULL,
    "of_orders" INTEGER NOT NULL,
    "pieces" INTEGER NOT NULL,
    "spent_minor" BIGINT NOT NULL,
    "last_order_at" TIMESTAMPTZ(3),
    "questions" INTEGER NOT NULL,
    "last_asked_at" TIMESTAMPTZ(3),
    "score" DOUBLE PRECISION NOT NULL,
    "rank" INTEGER NOT NULL,

    CONSTRAINT "preference_pkey" PRIMARY KEY ("shop_id","customer_id","kind","value")
);

-- CreateTable
CREATE TABLE "rfm_threshold" (
    "shop_id" INTEGER NOT NULL,
    "dimension" TEXT NOT NULL,
    "cuts" DOUBLE PRECISION[],
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rfm_threshold_pkey" PRIMARY KEY ("shop_id","dimension")
);

-- CreateTable
CREATE TABLE "segment" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "segment_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "problem" TEXT,
    "value_kind" TEXT NOT NULL,
    "percentage" INTEGER,
    "amount_minor" BIGINT,
    "target_kind" TEXT NOT NULL,
    "target_value" TEXT NOT NULL,
    "target_title" TEXT NOT NULL,
    "messages" JSONB NOT NULL,
    "valid_days" INTEGER NOT NULL DEFAULT 30,
    "discount_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "released_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "recipient" (
    "shop_id" INTEGER NOT NULL,
    "campaign_id" UUID NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "email" TEXT,
    "locale" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "code" TEXT,
    "code_live_at" TIMESTAMPTZ(3),
    "claimed_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "message_id" TEXT,

    CONSTRAINT "recipient_pkey" PRIMARY KEY ("shop_id","campaign_id","customer_id")
);

-- CreateIndex
CREATE INDEX "Session_shop_idx" ON "Session"("shop");

-- CreateIndex
CREATE UNIQUE INDEX "shop_domain_key" ON "shop"("domain");

-- CreateIndex
CREATE INDEX "delivery_shop_id_received_at_idx" ON "delivery"("shop_id", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_shop_id_topic_event_id_key" ON "delivery"("shop_id", "topic", "event_id");

-- CreateIndex
CREATE INDEX "customer_shop_id_email_idx" ON "customer"("shop_id", "email");

-- CreateIndex
CREATE INDEX "product_shop_id_product_type_idx" ON "product"("shop_id", "product_type");

-- CreateIndex
CREATE INDEX "variant_shop_id_product_id_idx" ON "variant"("shop_id", "product_id");

-- CreateIndex
CREATE INDEX "collection_product_shop_id_product_id_idx" ON "collection_product"("shop_id", "product_id");

-- CreateIndex
CREATE INDEX "shop_order_shop_id_customer_id_processed_at_idx" ON "shop_order"("shop_id", "customer_id", "processed_at");

-- CreateIndex
CREATE INDEX "shop_order_shop_id_processed_at_idx" ON "shop_order"("shop_id", "processed_at");

-- CreateIndex
CREATE INDEX "order_line_shop_id_product_id_idx" ON "order_line"("shop_id", "product_id");

-- CreateIndex
CREATE INDEX "service_request_shop_id_customer_id_created_at_idx" ON "service_request"("shop_id", "customer_id", "created_at");

-- CreateIndex
CREATE INDEX "service_request_shop_id_status_created_at_idx" ON "service_request"("shop_id", "status", "created_at");

-- CreateIndex
CREATE INDEX "profile_shop_id_spent_minor_customer_id_idx" ON "profile"("shop_id", "spent_minor", "customer_id");

-- CreateIndex
CREATE INDEX "profile_shop_id_last_order_at_customer_id_idx" ON "profile"("shop_id", "last_order_at", "customer_id");

-- CreateIndex
CREATE INDEX "profile_shop_id_preferred_type_idx" ON "profile"("shop_id", "preferred_type");

-- CreateIndex
CREATE INDEX "preference_shop_id_kind_value_rank_idx" ON "preference"("shop_id", "kind", "value", "rank");

-- CreateIndex
CREATE INDEX "recipient_shop_id_customer_id_idx" ON "recipient"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "recipient_shop_id_campaign_id_status_idx" ON "recipient"("shop_id", "campaign_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "recipient_shop_id_code_key" ON "recipient"("shop_id", "code");


-- Search in the customer list: names and e-mail, anywhere in the word.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "customer_search_text_idx" ON "customer" USING gin ("search_text" gin_trgm_ops);

-- Which customers hold a person's guest orders, and which order used a campaign's code.
CREATE INDEX "shop_order_email_idx" ON "shop_order" ("shop_id", "email") WHERE "buyer_id" IS NULL;
CREATE INDEX "shop_order_discount_codes_idx" ON "shop_order" USING gin ("discount_codes");
CREATE INDEX "delivery_unsettled_idx" ON "delivery" ("shop_id", "id") WHERE "outcome" IN ('waiting', 'failed');
