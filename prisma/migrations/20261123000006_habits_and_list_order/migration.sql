-- CreateTable
CREATE TABLE "habit" (
    "shop_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "order_share" DOUBLE PRECISION NOT NULL,
    "money_share" DOUBLE PRECISION NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "habit_pkey" PRIMARY KEY ("shop_id","kind","value")
);

-- The customer list pages by these two keys. Prisma cannot express indexes on expressions.
CREATE INDEX "profile_last_order_key_idx" ON "profile" ("shop_id", (coalesce("last_order_at", '-infinity'::timestamptz)), "customer_id");
CREATE INDEX "customer_name_key_idx" ON "customer" ("shop_id", (lower(coalesce("last_name", '') || ' ' || coalesce("first_name", "email", ''))), "id");
