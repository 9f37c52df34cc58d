-- What members sign in to read: pages, news, help, and the systems on the front page
CREATE TABLE "content_items" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('page', 'news', 'help', 'system')),
    "slug" TEXT NOT NULL,
    "audience" TEXT NOT NULL CHECK ("audience" IN ('public', 'members', 'groups')),
    "audience_groups" UUID[] NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'draft' CHECK ("state" IN ('draft', 'review', 'published')),
    "is_live" BOOLEAN NOT NULL DEFAULT false,
    "publish_at" TIMESTAMPTZ(3),
    "expire_at" TIMESTAMPTZ(3),
    "owner_id" UUID,
    "review_by" DATE,
    "position" INTEGER NOT NULL DEFAULT 0,
    "href" TEXT NOT NULL DEFAULT '',
    "mark" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "content_items_pkey" PRIMARY KEY ("organisation_id","id"),
    -- Everything but help lies behind the sign-in.
    CONSTRAINT "content_items_public" CHECK ("audience" <> 'public' OR "kind" = 'help')
);
CREATE UNIQUE INDEX "content_items_organisation_id_kind_slug_key" ON "content_items"("organisation_id", "kind", "slug");
CREATE INDEX "content_items_organisation_id_kind_publish_at_idx" ON "content_items"("organisation_id", "kind", "publish_at");
CREATE INDEX "content_items_organisation_id_updated_at_idx" ON "content_items"("organisation_id", "updated_at");

-- What readers are shown, one row for each language
CREATE TABLE "content_texts" (
    "organisation_id" UUID NOT NULL,
    "content_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "keywords" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL,
    "source_revision" INTEGER,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "content_texts_pkey" PRIMARY KEY ("organisation_id","content_id","language")
);
ALTER TABLE "content_texts" ADD CONSTRAINT "content_texts_organisation_id_content_id_fkey" FOREIGN KEY ("organisation_id", "content_id") REFERENCES "content_items"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Everything that was ever saved; the last of each language is what editors work at
CREATE TABLE "content_revisions" (
    "organisation_id" UUID NOT NULL,
    "content_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "keywords" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL DEFAULT '',
    "source_revision" INTEGER,
    "saved_by" UUID,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "content_revisions_pkey" PRIMARY KEY ("organisation_id","content_id","number")
);
ALTER TABLE "content_revisions" ADD CONSTRAINT "content_revisions_organisation_id_content_id_fkey" FOREIGN KEY ("organisation_id", "content_id") REFERENCES "content_items"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Addresses that something had before
CREATE TABLE "content_redirects" (
    "organisation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "content_id" UUID NOT NULL,

    CONSTRAINT "content_redirects_pkey" PRIMARY KEY ("organisation_id","kind","slug")
);
ALTER TABLE "content_redirects" ADD CONSTRAINT "content_redirects_organisation_id_content_id_fkey" FOREIGN KEY ("organisation_id", "content_id") REFERENCES "content_items"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "content_redirects_organisation_id_content_id_idx" ON "content_redirects"("organisation_id", "content_id");

-- Pictures and files of an item: who may read it may read them
CREATE TABLE "content_files" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "content_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "content_files_pkey" PRIMARY KEY ("organisation_id","id")
);
ALTER TABLE "content_files" ADD CONSTRAINT "content_files_organisation_id_content_id_fkey" FOREIGN KEY ("organisation_id", "content_id") REFERENCES "content_items"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "content_files" ADD CONSTRAINT "content_files_organisation_id_file_id_fkey" FOREIGN KEY ("organisation_id", "file_id") REFERENCES "files"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "content_files_organisation_id_content_id_idx" ON "content_files"("organisation_id", "content_id");

-- The one rule of who may read what. Short, so that PostgreSQL takes it into the query instead of calling it for each row.
CREATE FUNCTION "content_is_visible"(is_live boolean, publish_at timestamptz, expire_at timestamptz, audience text, audience_groups uuid[],
    at timestamptz, is_member boolean, reader_groups uuid[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT is_live AND publish_at <= at AND (expire_at IS NULL OR expire_at > at)
    AND (audience = 'public' OR (is_member AND (audience = 'members' OR (audience = 'groups' AND audience_groups && reader_groups))))
$$;

-- The second lock: what no transaction has asked for as somebody (lib/content/as-reader.ts), it doesn't get, whatever its
-- query says. `porten.reads` is 'stranger', 'member', or 'whole' for editors; without it there is nothing to see.
ALTER TABLE "content_items" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "content_items" FORCE ROW LEVEL SECURITY;
CREATE POLICY "content_items_read" ON "content_items" FOR SELECT USING (
  "organisation_id" = (SELECT nullif(current_setting('porten.organisation', true), '')::uuid)
  AND "content_is_visible"("is_live", "publish_at", "expire_at", "audience", "audience_groups",
    (SELECT nullif(current_setting('porten.at', true), '')::timestamptz),
    (SELECT current_setting('porten.reads', true) = 'member'),
    (SELECT nullif(current_setting('porten.groups', true), '')::uuid[])));
CREATE POLICY "content_items_edit" ON "content_items" USING (
  (SELECT current_setting('porten.reads', true) = 'whole')
  AND coalesce("organisation_id" = (SELECT nullif(current_setting('porten.organisation', true), '')::uuid), true));

-- What belongs to an item is seen and written by whom the item is.
ALTER TABLE "content_texts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "content_texts" FORCE ROW LEVEL SECURITY;
CREATE POLICY "content_texts_read" ON "content_texts" FOR SELECT USING (
  ("organisation_id", "content_id") IN (SELECT i."organisation_id", i."id" FROM "content_items" i));
CREATE POLICY "content_texts_edit" ON "content_texts" USING (
  (SELECT current_setting('porten.reads', true) = 'whole')
  AND coalesce("organisation_id" = (SELECT nullif(current_setting('porten.organisation', true), '')::uuid), true));

ALTER TABLE "content_redirects" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "content_redirects" FORCE ROW LEVEL SECURITY;
CREATE POLICY "content_redirects_read" ON "content_redirects" FOR SELECT USING (
  ("organisation_id", "content_id") IN (SELECT i."organisation_id", i."id" FROM "content_items" i));
CREATE POLICY "content_redirects_edit" ON "content_redirects" USING (
  (SELECT current_setting('porten.reads', true) = 'whole')
  AND coalesce("organisation_id" = (SELECT nullif(current_setting('porten.organisation', true), '')::uuid), true));

ALTER TABLE "content_files" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "content_files" FORCE ROW LEVEL SECURITY;
CREATE POLICY "content_files_read" ON "content_files" FOR SELECT USING (
  ("organisation_id", "content_id") IN (SELECT i."organisation_id", i."id" FROM "content_items" i));
CREATE POLICY "content_files_edit" ON "content_files" USING (
  (SELECT current_setting('porten.reads', true) = 'whole')
  AND coalesce("organisation_id" = (SELECT nullif(current_setting('porten.organisation', true), '')::uuid), true));

ALTER TABLE "content_revisions" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "content_revisions" FORCE ROW LEVEL SECURITY;
CREATE POLICY "content_revisions_edit" ON "content_revisions" USING (
  (SELECT current_setting('porten.reads', true) = 'whole')
  AND coalesce("organisation_id" = (SELECT nullif(current_setting('porten.organisation', true), '')::uuid), true));

-- A superuser passes every policy (the embedded server has no other user): its transactions read as this role instead.
DO $$
BEGIN
  IF (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) THEN
    BEGIN
      CREATE ROLE "porten_reader" NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    GRANT USAGE ON SCHEMA public TO "porten_reader";
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "porten_reader";
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "porten_reader";
  END IF;
END $$;
