-- The customer list is read in these orders, page by page from the customer it stopped at.
DROP INDEX "prediction_shop_id_churn_probability_idx";
CREATE INDEX "prediction_shop_id_churn_probability_customer_id_idx" ON "prediction"("shop_id", "churn_probability", "customer_id");
DROP INDEX "prediction_shop_id_next_order_date_idx";
CREATE INDEX "prediction_shop_id_next_order_date_customer_id_idx" ON "prediction"("shop_id", "next_order_date", "customer_id");
