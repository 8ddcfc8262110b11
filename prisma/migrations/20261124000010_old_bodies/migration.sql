-- Finds what is left to empty, however many have been emptied already.
CREATE INDEX "delivery_full_body_idx" ON "delivery" ("shop_id", "received_at") WHERE body <> '{}' AND settled_at IS NOT NULL AND outcome <> 'failed';
