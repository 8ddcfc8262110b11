CREATE TABLE "customer_note" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "body" TEXT NOT NULL,
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "author" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "editor" TEXT,
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_note_pkey" PRIMARY KEY ("shop_id","id")
);

CREATE TABLE "customer_task" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "due_day" TEXT,
    "assignee" TEXT,
    "author" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "doer" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_task_pkey" PRIMARY KEY ("shop_id","id")
);

CREATE TABLE "colleague" (
    "shop_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "colleague_pkey" PRIMARY KEY ("shop_id","id")
);

CREATE INDEX "customer_note_shop_id_customer_id_created_at_idx" ON "customer_note"("shop_id", "customer_id", "created_at");
CREATE INDEX "customer_task_shop_id_customer_id_created_at_idx" ON "customer_task"("shop_id", "customer_id", "created_at");
-- What is overdue stands on the home page: few of all tasks.
CREATE INDEX "customer_task_open_idx" ON "customer_task" ("shop_id", "due_day") WHERE "done_at" IS NULL AND "deleted_at" IS NULL;

ALTER TABLE "customer" ADD COLUMN "addresses" JSONB, ADD COLUMN "addresses_told_at" TIMESTAMPTZ(3);
-- Who was merged into a customer: few of all customers.
CREATE INDEX "customer_merged_idx" ON "customer" ("shop_id", "merged_into", "deleted_at") WHERE "merged_into" IS NOT NULL;

-- A page of a timeline reads the newest of one customer, and no more.
DROP INDEX "checkout_shop_id_customer_id_idx";
CREATE INDEX "checkout_shop_id_customer_id_updated_at_idx" ON "checkout"("shop_id", "customer_id", "updated_at");
DROP INDEX "recipient_shop_id_customer_id_idx";
CREATE INDEX "recipient_shop_id_customer_id_sent_at_idx" ON "recipient"("shop_id", "customer_id", "sent_at");
