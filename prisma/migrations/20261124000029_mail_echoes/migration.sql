CREATE TABLE "mail_report" (
    "shop_id" INTEGER NOT NULL,
    "campaign_id" UUID NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "detail" TEXT NOT NULL,

    CONSTRAINT "mail_report_pkey" PRIMARY KEY ("shop_id", "campaign_id", "customer_id", "kind")
);
CREATE INDEX "mail_report_shop_id_customer_id_idx" ON "mail_report" ("shop_id", "customer_id");

CREATE TABLE "mail_engagement" (
    "shop_id" INTEGER NOT NULL,
    "campaign_id" UUID NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "target" TEXT,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "mail_engagement_pkey" PRIMARY KEY ("shop_id", "campaign_id", "customer_id", "id")
);
CREATE INDEX "mail_engagement_shop_id_customer_id_at_idx" ON "mail_engagement" ("shop_id", "customer_id", "at");

-- A report that names no mail of ours is known by its address.
CREATE INDEX "recipient_address_idx" ON "recipient" (lower("email"), "sent_at");
