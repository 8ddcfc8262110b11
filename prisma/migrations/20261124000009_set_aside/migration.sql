-- What an export told but could not be read or held, and why: the rest of it is imported all the same.
CREATE TABLE "set_aside" (
    "shop_id" INTEGER NOT NULL,
    "import_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "set_aside_pkey" PRIMARY KEY ("shop_id","import_id","kind","subject_id")
);

-- When the app was installed by the clock of Shopify, which also dates app/uninstalled.
ALTER TABLE "shop" ADD COLUMN "installed_told_at" TIMESTAMPTZ(3);
