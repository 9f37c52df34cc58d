-- What belongs to an item is looked up by its item, a row at a time: IN (0070) and a plain EXISTS let PostgreSQL read every item
-- first, once for each table of a query. OFFSET 0 leaves it no choice. Editors' transactions are let through by the other
-- policy, without any of it.
ALTER POLICY "content_texts_read" ON "content_texts" USING ((SELECT current_setting('porten.reads', true) IN ('stranger', 'member')) AND EXISTS (
  SELECT 1 FROM "content_items" i WHERE i."organisation_id" = "content_texts"."organisation_id" AND i."id" = "content_texts"."content_id" OFFSET 0));
ALTER POLICY "content_redirects_read" ON "content_redirects" USING ((SELECT current_setting('porten.reads', true) IN ('stranger', 'member')) AND EXISTS (
  SELECT 1 FROM "content_items" i WHERE i."organisation_id" = "content_redirects"."organisation_id" AND i."id" = "content_redirects"."content_id" OFFSET 0));
ALTER POLICY "content_files_read" ON "content_files" USING ((SELECT current_setting('porten.reads', true) IN ('stranger', 'member')) AND EXISTS (
  SELECT 1 FROM "content_items" i WHERE i."organisation_id" = "content_files"."organisation_id" AND i."id" = "content_files"."content_id" OFFSET 0));
ALTER POLICY "content_sections_read" ON "content_sections" USING ((SELECT current_setting('porten.reads', true) IN ('stranger', 'member')) AND EXISTS (
  SELECT 1 FROM "content_items" i WHERE i."organisation_id" = "content_sections"."organisation_id" AND i."id" = "content_sections"."content_id" OFFSET 0));
ALTER POLICY "content_terms_read" ON "content_terms" USING ((SELECT current_setting('porten.reads', true) IN ('stranger', 'member')) AND EXISTS (
  SELECT 1 FROM "content_items" i WHERE i."organisation_id" = "content_terms"."organisation_id" AND i."id" = "content_terms"."content_id" OFFSET 0));
