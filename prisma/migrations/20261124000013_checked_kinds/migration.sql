CREATE TABLE "checked_kind" (
    "shop_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "compared_to" TIMESTAMPTZ(3) NOT NULL,
    "complete_to" TIMESTAMPTZ(3) NOT NULL,
    "problem" TEXT,

    CONSTRAINT "checked_kind_pkey" PRIMARY KEY ("shop_id","kind")
);
