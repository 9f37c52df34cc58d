-- The key by section, not by word: it judges a section by the words that it has, and leads from a section to its words.
ALTER TABLE "content_terms" DROP CONSTRAINT "content_terms_pkey", ADD CONSTRAINT "content_terms_pkey" PRIMARY KEY USING INDEX "content_terms_key";
DROP INDEX "content_terms_organisation_id_content_id_language_position_idx";
