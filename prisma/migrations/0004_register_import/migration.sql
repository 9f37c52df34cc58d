-- CreateTable
CREATE TABLE "register_imports" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_digest" BYTEA NOT NULL,
    "organisation_version" INTEGER NOT NULL,
    "is_dry_run" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'staging',
    "rows_staged" INTEGER NOT NULL DEFAULT 0,
    "lines_merged" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "register_imports_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "remembered_identifiers" (
    "organisation_id" UUID NOT NULL,
    "value" TEXT NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "remembered_identifiers_pkey" PRIMARY KEY ("organisation_id","value")
);

-- CreateIndex
CREATE INDEX "register_imports_organisation_id_started_at_idx" ON "register_imports"("organisation_id", "started_at");

-- CreateIndex
CREATE INDEX "remembered_identifiers_organisation_id_person_id_idx" ON "remembered_identifiers"("organisation_id", "person_id");

-- AddForeignKey
ALTER TABLE "remembered_identifiers" ADD CONSTRAINT "remembered_identifiers_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Constraints that Prisma's schema cannot say
ALTER TABLE "register_imports" ADD CONSTRAINT "register_imports_state_is_known" CHECK ("state" IN ('staging', 'merging', 'finished', 'abandoned'));

-- The tables of a running import lie apart and are dropped when it ends
CREATE SCHEMA "porten_import";

-- A name that somebody gives up by themselves is remembered, so that the register, which still has it, finds the person.
-- The import says `porten.is_import`: what the register itself took away is forgotten.
CREATE FUNCTION "remember_identifier"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "remembered_identifiers" ("organisation_id", "value", "person_id")
    SELECT OLD."organisation_id", OLD."value", OLD."person_id"
    WHERE EXISTS (SELECT 1 FROM "persons" WHERE "organisation_id" = OLD."organisation_id" AND "id" = OLD."person_id")
  ON CONFLICT ("organisation_id", "value") DO UPDATE SET "person_id" = EXCLUDED."person_id";
  RETURN NULL;
END $$;
CREATE TRIGGER "identifiers_are_remembered" AFTER DELETE ON "identifiers" FOR EACH ROW
  WHEN (NOT OLD."is_former" AND current_setting('porten.is_import', true) IS DISTINCT FROM 'yes')
  EXECUTE FUNCTION "remember_identifier"();
