CREATE TABLE "reconciliation" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "complete_to" TIMESTAMPTZ(3),
    "compared" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,

    CONSTRAINT "reconciliation_pkey" PRIMARY KEY ("shop_id","id")
);

CREATE TABLE "repair" (
    "shop_id" INTEGER NOT NULL,
    "reconciliation_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "difference" TEXT NOT NULL,
    "repaired_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "repair_pkey" PRIMARY KEY ("shop_id","reconciliation_id","subject","subject_id")
);

CREATE INDEX "reconciliation_shop_id_started_at_idx" ON "reconciliation"("shop_id", "started_at");

CREATE INDEX "repair_shop_id_repaired_at_idx" ON "repair"("shop_id", "repaired_at");
