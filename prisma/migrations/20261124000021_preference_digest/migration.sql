-- What was written of a customer's preferences, in short: a night compares it and rewrites who has changed.
ALTER TABLE "preference" ADD COLUMN "digest" BIGINT NOT NULL DEFAULT 0;

-- Scores are stored in whole ten-thousandths from now on. Derived rows come back with the next evaluation, which is due at once.
TRUNCATE "preference";
-- Nobody searches it, and jsonb costs three times as much to write.
ALTER TABLE "preference" ALTER COLUMN "evidence" TYPE JSON USING "evidence"::json;
UPDATE "rfm_threshold" SET "computed_at" = 'epoch';
