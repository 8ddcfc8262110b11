-- Which orders are recent, when those were in, and whether the merchant stopped it.
ALTER TABLE "history_import"
    ADD COLUMN "recent_since" TIMESTAMPTZ(3) NOT NULL DEFAULT 'epoch',
    ADD COLUMN "recent_at" TIMESTAMPTZ(3),
    ADD COLUMN "canceled_at" TIMESTAMPTZ(3);

-- How much of the file is in the ledger, and how fast it came.
ALTER TABLE "import_step"
    ADD COLUMN "bytes" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "lines" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "exports" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "breaks" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "reading_since" TIMESTAMPTZ(3),
    ADD COLUMN "reading_from" INTEGER NOT NULL DEFAULT 0;
