CREATE TABLE "mail_design" (
    "shop_id" INTEGER NOT NULL,
    "logo_url" TEXT,
    "accent" TEXT NOT NULL,
    "background" TEXT NOT NULL,
    "imprint" TEXT NOT NULL,
    "layout" TEXT,
    "tracking" TEXT NOT NULL,

    CONSTRAINT "mail_design_pkey" PRIMARY KEY ("shop_id")
);

CREATE TABLE "bought_next" (
    "shop_id" INTEGER NOT NULL,
    "product_id" BIGINT NOT NULL,
    "next_product_id" BIGINT NOT NULL,
    "people" INTEGER NOT NULL,

    CONSTRAINT "bought_next_pkey" PRIMARY KEY ("shop_id", "product_id", "next_product_id")
);

ALTER TABLE "variant" ADD COLUMN "inventory_item_id" BIGINT, ADD COLUMN "oversells" BOOLEAN NOT NULL DEFAULT false;

-- A body becomes blocks of the same words: a paragraph that is only the code becomes the code's block, and the button that
-- stood below every mail becomes one of its own. Where Liquid reaches over paragraphs, they stay together in one block.
WITH body AS (
  SELECT "shop_id", "id", language,
         btrim("messages" #>> ARRAY[language, 'body'], E' \n\r\t') AS words, "messages" #> ARRAY[language, 'subject'] AS subject,
         position('{%' IN "messages" #>> ARRAY[language, 'body']) > 0 AS whole,
         CASE language WHEN 'de' THEN 'Jetzt einlösen' ELSE 'Use my code' END AS button
    FROM "campaign" CROSS JOIN (VALUES ('de'), ('en')) AS spoken (language)
   WHERE "messages" #> '{de,body}' IS NOT NULL
), paragraph AS (
  SELECT body."shop_id", body."id", language, place, words,
         words ~ '^\s*\{\{-?\s*code\s*-?\}\}\s*$' AS is_code
    FROM (SELECT body."shop_id", body."id", language, one.place, one.words
            FROM body CROSS JOIN LATERAL regexp_split_to_table(
                   body.words, CASE WHEN whole THEN '(?!)' ELSE '\n\s*\n' END) WITH ORDINALITY AS one (words, place)) body
), run AS ( -- paragraphs between two codes stay one text
  SELECT *, count(*) FILTER (WHERE is_code) OVER (PARTITION BY "shop_id", "id", language ORDER BY place) AS number FROM paragraph
), block AS (
  SELECT "shop_id", "id", language, min(place) AS place,
         CASE WHEN is_code THEN jsonb_build_object('kind', 'code')
              ELSE jsonb_build_object('kind', 'text', 'text', string_agg(words, E'\n\n' ORDER BY place)) END AS made, is_code
    FROM run GROUP BY "shop_id", "id", language, number, is_code
), message AS (
  SELECT body."shop_id", body."id", body.language,
         jsonb_build_object('subject', subject, 'blocks',
           coalesce(jsonb_agg(made ORDER BY place) FILTER (WHERE made IS NOT NULL), '[]')
           || CASE WHEN bool_or(is_code) THEN '[]'::jsonb ELSE '[{"kind":"code"}]' END
           || jsonb_build_object('kind', 'button', 'text', button, 'url', '')) AS made
    FROM body LEFT JOIN block USING ("shop_id", "id", language)
   GROUP BY body."shop_id", body."id", body.language, subject, button
)
UPDATE "campaign" SET "messages" = (
  SELECT jsonb_object_agg(language, made) FROM message
   WHERE message."shop_id" = "campaign"."shop_id" AND message."id" = "campaign"."id")
 WHERE "messages" #> '{de,body}' IS NOT NULL;
