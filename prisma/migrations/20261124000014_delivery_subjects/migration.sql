CREATE TABLE "delivery_subject" (
    "shop_id" INTEGER NOT NULL,
    "subject" BIGINT NOT NULL,
    "delivery_id" BIGINT NOT NULL,

    CONSTRAINT "delivery_subject_pkey" PRIMARY KEY ("shop_id","subject","delivery_id")
);

CREATE INDEX "delivery_subject_shop_id_delivery_id_idx" ON "delivery_subject"("shop_id", "delivery_id");

-- What was settled before: whatever may be an id, an address or a phone, rather too much than too little. A semicolon is
-- written as \u003B, because Prisma's engine would end the statement there.
INSERT INTO "delivery_subject" (shop_id, subject, delivery_id)
SELECT DISTINCT d.shop_id, told.subject, d.id
  FROM "delivery" d CROSS JOIN LATERAL (
    SELECT found[1]::bigint AS subject
      FROM regexp_matches(d.body, '"(?:id|\w*(?:customer|order)_?id)"\s*:\s*"?(\d{1,18})\M', 'gi') AS found
    UNION ALL
    SELECT found[1]::bigint
      FROM regexp_matches(d.body, '(?:customer|order)\\?/(\d{1,18})\M', 'gi') AS found
    UNION ALL
    SELECT found[1]::bigint FROM regexp_matches(d.body, '\m(\d{9,18})\M', 'g') AS found
    UNION ALL
    SELECT hashtextextended('subject ' || btrim(lower(found[1]), '.!?'), 0)
      FROM regexp_matches(replace(d.body, '\u0040', '@'), '([^][\s"''<>(),\u003B:\\{}]+@[^][\s"''<>(),\u003B:\\{}]+)', 'g') AS found
    UNION ALL
    SELECT hashtextextended('subject ' || regexp_replace(found[1], '\D', '', 'g'), 0)
      FROM regexp_matches(d.body, 'phone"\s*:\s*"([^"]+)"', 'gi') AS found
  ) AS told
 WHERE d.body <> '{}' AND d.outcome NOT IN ('waiting', 'failed');
