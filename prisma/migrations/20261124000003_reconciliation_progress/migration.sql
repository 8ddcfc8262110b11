ALTER TABLE "reconciliation" ADD COLUMN "reached" JSONB NOT NULL DEFAULT '{}';
