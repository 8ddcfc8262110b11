CREATE TABLE "prediction_model" (
    "shop_id" INTEGER NOT NULL,
    "law" TEXT,
    "parameters" DOUBLE PRECISION[] NOT NULL DEFAULT '{}',
    "spend" DOUBLE PRECISION[] NOT NULL DEFAULT '{}',
    "basis" TEXT,
    "log_likelihood" DOUBLE PRECISION,
    "buyers" INTEGER NOT NULL DEFAULT 0,
    "churn_days" INTEGER NOT NULL DEFAULT 180,
    "value_days" INTEGER NOT NULL DEFAULT 365,
    "fitted_at" TIMESTAMPTZ(3),
    "backtest" JSONB,
    "stage" TEXT,
    "stage_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "prediction_model_pkey" PRIMARY KEY ("shop_id")
);

CREATE TABLE "prediction" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "within_30" REAL NOT NULL,
    "within_90" REAL NOT NULL,
    "within_365" REAL NOT NULL,
    "churn_probability" REAL NOT NULL,
    "expected_orders" REAL NOT NULL,
    "average_order_minor" BIGINT NOT NULL,
    "predicted_clv_minor" BIGINT NOT NULL,
    "clv_low_minor" BIGINT NOT NULL,
    "clv_high_minor" BIGINT NOT NULL,
    "next_order_from" DATE,
    "next_order_date" DATE,
    "next_order_to" DATE,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "prediction_pkey" PRIMARY KEY ("shop_id","customer_id")
);
-- Most rows change a little every night: room on each page saves new pages.
ALTER TABLE "prediction" SET (fillfactor = 70);
CREATE INDEX "prediction_shop_id_churn_probability_idx" ON "prediction"("shop_id", "churn_probability");
CREATE INDEX "prediction_shop_id_next_order_date_idx" ON "prediction"("shop_id", "next_order_date");
CREATE INDEX "prediction_shop_id_predicted_clv_minor_customer_id_idx" ON "prediction"("shop_id", "predicted_clv_minor", "customer_id");

CREATE TABLE "prediction_check" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "from_day" DATE,
    "to_day" DATE,
    "outcome" TEXT NOT NULL DEFAULT 'open',
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "prediction_check_pkey" PRIMARY KEY ("shop_id","customer_id","made_at")
);
-- One open prediction a customer.
CREATE UNIQUE INDEX "prediction_check_open_idx" ON "prediction_check" ("shop_id", "customer_id") WHERE "outcome" = 'open';

CREATE TABLE "replenishment" (
    "shop_id" INTEGER NOT NULL,
    "product_type" TEXT NOT NULL,
    "quarter_days" INTEGER NOT NULL,
    "median_days" INTEGER NOT NULL,
    "three_quarter_days" INTEGER NOT NULL,
    "repeats" INTEGER NOT NULL,
    "own_share" DOUBLE PRECISION NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "replenishment_pkey" PRIMARY KEY ("shop_id","product_type")
);
