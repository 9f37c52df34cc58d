-- Search: what readers are shown, by heading, and where each word stands. Words are found by equality alone, the one
-- comparison that PostgreSQL lets an index answer behind row level security (docs/decisions/0024-search.md).
CREATE FUNCTION "content_dictionary"(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE language WHEN 'sv' THEN 'swedish' WHEN 'nb' THEN 'norwegian' WHEN 'fi' THEN 'finnish' ELSE 'english' END::regconfig
$$;

CREATE TABLE "content_sections" (
    "organisation_id" UUID NOT NULL,
    "content_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "anchor" TEXT NOT NULL,
    "heading" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "content_sections_pkey" PRIMARY KEY ("organisation_id","content_id","language","position")
);
ALTER TABLE "content_sections" ADD CONSTRAINT "content_sections_organisation_id_content_id_language_fkey" FOREIGN KEY ("organisation_id", "content_id", "language") REFERENCES "content_texts"("organisation_id", "content_id", "language") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "content_terms" (
    "organisation_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "word" TEXT NOT NULL,
    "content_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "weight" REAL NOT NULL,

    CONSTRAINT "content_terms_pkey" PRIMARY KEY ("organisation_id","language","word","content_id","position")
);
ALTER TABLE "content_terms" ADD CONSTRAINT "content_terms_organisation_id_content_id_language_position_fkey" FOREIGN KEY ("organisation_id", "content_id", "language", "position") REFERENCES "content_sections"("organisation_id", "content_id", "language", "position") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "content_terms_organisation_id_content_id_language_position_idx" ON "content_terms"("organisation_id", "content_id", "language", "position");

ALTER TABLE "content_sections" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "content_sections" FORCE ROW LEVEL SECURITY;
-- EXISTS, where the tables of 0070 say IN: for a few rows PostgreSQL then looks up their items instead of reading all.
CREATE POLICY "content_sections_read" ON "content_sections" FOR SELECT USING (EXISTS (
  SELECT 1 FROM "content_items" i WHERE i."organisation_id" = "content_sections"."organisation_id" AND i."id" = "content_sections"."content_id"));
CREATE POLICY "content_sections_edit" ON "content_sections" USING (
  (SELECT current_setting('porten.reads', true) = 'whole')
  AND coalesce("organisation_id" = (SELECT nullif(current_setting('porten.organisation', true), '')::uuid), true));
ALTER TABLE "content_terms" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "content_terms" FORCE ROW LEVEL SECURITY;
CREATE POLICY "content_terms_read" ON "content_terms" FOR SELECT USING (EXISTS (
  SELECT 1 FROM "content_items" i WHERE i."organisation_id" = "content_terms"."organisation_id" AND i."id" = "content_terms"."content_id"));
CREATE POLICY "content_terms_edit" ON "content_terms" USING (
  (SELECT current_setting('porten.reads', true) = 'whole')
  AND coalesce("organisation_id" = (SELECT nullif(current_setting('porten.organisation', true), '')::uuid), true));

-- Words that something is written with, for finding the one that somebody meant. Nothing says where they stand, and no
-- page shows them. Strangers' words are looked up among those of public help alone.
CREATE TABLE "search_words" (
    "organisation_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "word" TEXT NOT NULL,
    "is_public" BOOLEAN NOT NULL,

    CONSTRAINT "search_words_pkey" PRIMARY KEY ("organisation_id","language","word")
);
CREATE INDEX "search_words_word_idx" ON "search_words" USING GIN ("word" gin_trgm_ops);

-- What the help was asked, once for each day and wording, of nobody in particular
CREATE TABLE "help_questions" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "language" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "is_answered" BOOLEAN NOT NULL,
    "asked" INTEGER NOT NULL DEFAULT 1,
    "helped" INTEGER NOT NULL DEFAULT 0,
    "not_helped" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "help_questions_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE UNIQUE INDEX "help_questions_organisation_id_day_language_text_key" ON "help_questions"("organisation_id", "day", "language", "text");
CREATE INDEX "help_questions_day_idx" ON "help_questions"("day");
