CREATE TABLE "automation" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "recipe" TEXT,
    "version" INTEGER NOT NULL,
    "live_since" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "automation_pkey" PRIMARY KEY ("shop_id","id")
);
-- Every fact asks whether somebody listens.
CREATE INDEX "automation_live_idx" ON "automation" ("shop_id") WHERE "live_since" IS NOT NULL;

CREATE TABLE "automation_version" (
    "shop_id" INTEGER NOT NULL,
    "automation_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "automation_version_pkey" PRIMARY KEY ("shop_id","automation_id","version")
);

CREATE TABLE "automation_novelty" (
    "shop_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" BIGINT NOT NULL,
    "appeared_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "automation_novelty_pkey" PRIMARY KEY ("shop_id","kind","subject_id")
);

CREATE TABLE "automation_signal" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "trigger" TEXT NOT NULL,
    "automation_id" UUID,
    "customer_id" BIGINT NOT NULL,
    "occasion" TEXT NOT NULL,
    "subject" JSONB NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "automation_signal_pkey" PRIMARY KEY ("shop_id","id")
);

CREATE TABLE "automation_entrant" (
    "shop_id" INTEGER NOT NULL,
    "automation_id" UUID NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "automation_entrant_pkey" PRIMARY KEY ("shop_id","automation_id","customer_id")
);

CREATE TABLE "automation_run" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "automation_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "occasion" TEXT NOT NULL,
    "subject" JSONB NOT NULL,
    "step" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "wake_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "automation_run_pkey" PRIMARY KEY ("shop_id","id")
);
CREATE UNIQUE INDEX "automation_run_shop_id_automation_id_customer_id_occasion_key" ON "automation_run"("shop_id", "automation_id", "customer_id", "occasion");
CREATE INDEX "automation_run_shop_id_customer_id_idx" ON "automation_run"("shop_id", "customer_id");
-- Who is due next, and never a look at those who have finished.
CREATE INDEX "automation_run_due_idx" ON "automation_run" ("shop_id", "wake_at") WHERE "status" = 'active';

CREATE TABLE "automation_step_log" (
    "shop_id" INTEGER NOT NULL,
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "step" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "detail" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "campaign_id" UUID,

    CONSTRAINT "automation_step_log_pkey" PRIMARY KEY ("shop_id","run_id","position")
);
CREATE INDEX "automation_step_log_shop_id_customer_id_idx" ON "automation_step_log"("shop_id", "customer_id");
-- One mail belongs to one step.
CREATE UNIQUE INDEX "automation_step_log_campaign_idx" ON "automation_step_log" ("shop_id", "campaign_id") WHERE "campaign_id" IS NOT NULL;

ALTER TABLE "campaign" ADD COLUMN "automation_id" UUID;
