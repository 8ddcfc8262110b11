-- What Shopify has refused for good, and why: a person has to see it, since trying again would not help.
CREATE TABLE "refusal" (
    "shop_id" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "refused_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refusal_pkey" PRIMARY KEY ("shop_id","subject","subject_id")
);

-- Why Shopify did not take over what a person said by a mail's link.
ALTER TABLE "consent_event" ADD COLUMN "problem" TEXT;
