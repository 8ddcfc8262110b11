-- One row a customer instead of one a liking: a dozen kinds for 200,000 customers would be eight million rows.
DROP TABLE "preference";
CREATE TABLE "preference" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "evidence" JSONB NOT NULL,
    "tokens" TEXT[] NOT NULL,

    CONSTRAINT "preference_pkey" PRIMARY KEY ("shop_id","customer_id")
);
CREATE INDEX "preference_tokens_idx" ON "preference" USING gin ("shop_id", "tokens");

-- Derived rows come back with the next evaluation, which is due at once.
UPDATE "rfm_threshold" SET "computed_at" = 'epoch';
DELETE FROM "habit";

-- What a person said about a liking. It is never recomputed, and undone is a time, not a deletion.
CREATE TABLE "preference_statement" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "stance" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "author_id" TEXT,
    "said_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,

    CONSTRAINT "preference_statement_pkey" PRIMARY KEY ("shop_id","id")
);
CREATE INDEX "preference_statement_shop_id_customer_id_said_at_idx" ON "preference_statement"("shop_id", "customer_id", "said_at");

-- A logged-in customer looked at a product. Once a day counts.
CREATE TABLE "product_view" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "product_id" BIGINT NOT NULL,
    "day" DATE NOT NULL,
    "viewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_view_pkey" PRIMARY KEY ("shop_id","customer_id","product_id","day")
);

-- The borders that a merchant chose for recency, frequency and value, and how far scoring by them has come.
CREATE TABLE "rfm_setting" (
    "shop_id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "recency" DOUBLE PRECISION[] NOT NULL,
    "frequency" DOUBLE PRECISION[] NOT NULL,
    "monetary" DOUBLE PRECISION[] NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "scored" INTEGER NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "rfm_setting_pkey" PRIMARY KEY ("shop_id")
);
