-- What waits and what failed is looked at on every visit, whatever the number of settled deliveries.
CREATE INDEX "delivery_shop_id_outcome_id_idx" ON "delivery"("shop_id", "outcome", "id");
