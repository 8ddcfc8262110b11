-- Unlogged: after a crash the bucket is taken for full, which Shopify corrects, and no request waits for the disk.
CREATE UNLOGGED TABLE "api_bucket" (
    "shop_id" INTEGER NOT NULL,
    "available" DOUBLE PRECISION NOT NULL,
    "in_flight" DOUBLE PRECISION NOT NULL,
    "maximum" DOUBLE PRECISION NOT NULL,
    "restore_rate" DOUBLE PRECISION NOT NULL,
    "as_of" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "api_bucket_pkey" PRIMARY KEY ("shop_id")
)
-- A row changes twice with every request: room on its page keeps that away from the index.
WITH (fillfactor = 20);
