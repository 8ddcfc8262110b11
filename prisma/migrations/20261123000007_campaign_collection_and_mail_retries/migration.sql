-- The collection that the campaign's discount holds, and when a mail that was put off may be tried again.
ALTER TABLE "campaign" ADD COLUMN "collection_id" BIGINT;
ALTER TABLE "recipient" ADD COLUMN "retry_at" TIMESTAMPTZ(3);
