-- Search asks for a row's item only where the item may be for the reader at all, and reads a section's words with the section.

-- A bit for each of those an item may be for: strangers, who is signed in, and groups, several of which share one. A reader
-- whose bits are none of an item's may not see it; whoever has one is asked about by the rule itself.
CREATE FUNCTION "content_gate"(audience text, audience_groups uuid[]) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE audience WHEN 'public' THEN -1 WHEN 'members' THEN -2
    ELSE (SELECT coalesce(bit_or(1::bigint << (2 + ('x' || left(md5(g::text), 7))::bit(28)::int % 61)), 0) FROM unnest(audience_groups) g) END
$$;

-- -1 keeps nobody out: rows from before stay so until search is tidied by the clock.
ALTER TABLE "content_terms" ADD COLUMN "gate" BIGINT NOT NULL DEFAULT -1;
ALTER POLICY "content_terms_read" ON "content_terms" USING ((SELECT current_setting('porten.reads', true) IN ('stranger', 'member'))
  AND "gate" & (SELECT coalesce(nullif(current_setting('porten.gate', true), '')::bigint, -1)) <> 0 AND EXISTS (
  SELECT 1 FROM "content_items" i WHERE i."organisation_id" = "content_terms"."organisation_id" AND i."id" = "content_terms"."content_id" OFFSET 0));

ALTER TABLE "content_sections" ADD COLUMN "words" TEXT[] NOT NULL DEFAULT '{}', ADD COLUMN "weights" REAL[] NOT NULL DEFAULT '{}';
DO $$
BEGIN
  PERFORM set_config('porten.reads', 'whole', true), set_config('porten.organisation', '', true);
  UPDATE "content_sections" s SET "words" = t."words", "weights" = t."weights" FROM (
    SELECT "organisation_id", "content_id", "language", "position", array_agg("word" ORDER BY "word") AS "words", array_agg("weight" ORDER BY "word") AS "weights"
    FROM "content_terms" GROUP BY 1, 2, 3, 4) t
  WHERE s."organisation_id" = t."organisation_id" AND s."content_id" = t."content_id" AND s."language" = t."language" AND s."position" = t."position";
  PERFORM set_config('porten.reads', '', true);
END $$;
