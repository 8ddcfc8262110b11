ALTER TABLE "campaign"
  ADD COLUMN "segment_ids" UUID[],
  ADD COLUMN "except_ids" UUID[],
  ADD COLUMN "holdout_percent" INTEGER NOT NULL DEFAULT 10 CHECK ("holdout_percent" BETWEEN 0 AND 50),
  ADD COLUMN "planned_at" TIMESTAMPTZ(3),
  ADD COLUMN "seed" TEXT,
  ADD COLUMN "released_by" TEXT,
  ADD COLUMN "approved_by" TEXT,
  ADD COLUMN "audience" INTEGER;

UPDATE "campaign" SET "segment_ids" = array_remove(ARRAY["segment_id"], NULL), "except_ids" = '{}';
ALTER TABLE "campaign" DROP COLUMN "segment_id";

-- What was released before there was a holdout has none.
UPDATE "campaign" SET "holdout_percent" = 0, "audience" = (
  SELECT count(*) FROM "recipient" r WHERE r."shop_id" = "campaign"."shop_id" AND r."campaign_id" = "campaign"."id")
 WHERE "released_at" IS NOT NULL;

ALTER TABLE "recipient" ADD COLUMN "arm" TEXT;
UPDATE "recipient" SET "arm" = 'treated' WHERE "status" <> 'skipped' OR "code" IS NOT NULL;

-- Every row is one of these, and a row changes and never splits: so the parts always make up the audience.
ALTER TABLE "recipient"
  ADD CONSTRAINT "recipient_fate" CHECK ("status" IN ('frozen', 'skipped', 'held', 'coded', 'claimed', 'sent', 'failed')),
  ADD CONSTRAINT "recipient_arm" CHECK (
    CASE "status" WHEN 'held' THEN "arm" = 'held' WHEN 'skipped' THEN coalesce("arm" = 'treated', true) ELSE coalesce("arm", 'treated') = 'treated' END);

CREATE TABLE "campaign_rules" (
    "shop_id" INTEGER NOT NULL,
    "rest_days" INTEGER NOT NULL CHECK ("rest_days" BETWEEN 0 AND 365),
    "quiet_from" INTEGER CHECK ("quiet_from" BETWEEN 0 AND 23),
    "quiet_until" INTEGER CHECK ("quiet_until" BETWEEN 0 AND 23),
    "spares_asking" BOOLEAN NOT NULL DEFAULT true,
    "approval" BOOLEAN NOT NULL DEFAULT false,
    "margin_percent" INTEGER CHECK ("margin_percent" BETWEEN 1 AND 99),
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_rules_pkey" PRIMARY KEY ("shop_id"),
    CONSTRAINT "campaign_rules_quiet" CHECK (num_nonnulls("quiet_from", "quiet_until") IN (0, 2) AND "quiet_from" IS DISTINCT FROM "quiet_until" OR "quiet_from" IS NULL)
);
