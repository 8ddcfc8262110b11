ALTER TABLE "customer" ADD COLUMN "addresses_whole" BOOLEAN NOT NULL DEFAULT false;
