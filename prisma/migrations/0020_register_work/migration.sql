-- Files, in pieces: what is uploaded is never whole in anybody's memory.
CREATE TABLE "files" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "files_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE TABLE "file_pieces" (
    "organisation_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "file_pieces_pkey" PRIMARY KEY ("organisation_id","file_id","position")
);
ALTER TABLE "file_pieces" ALTER COLUMN "content" SET STORAGE EXTERNAL;
ALTER TABLE "file_pieces" ADD CONSTRAINT "file_pieces_organisation_id_file_id_fkey" FOREIGN KEY ("organisation_id", "file_id") REFERENCES "files"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An import in the browser: uploaded, compared, applied
CREATE TABLE "register_uploads" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "uploaded_by" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'comparing',
    "phase" TEXT,
    "done" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "refusal" JSONB,
    "counts" JSONB,
    "comparison_id" UUID,
    "import_id" UUID,
    "decided_by" UUID,
    "reason" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "register_uploads_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE INDEX "register_uploads_organisation_id_uploaded_at_idx" ON "register_uploads"("organisation_id", "uploaded_at");
ALTER TABLE "register_uploads" ADD CONSTRAINT "register_uploads_state_is_known"
    CHECK ("state" IN ('comparing', 'compared', 'applying', 'applied', 'refused', 'failed', 'discarded'));

-- What an import made other of people who were there, so that it can be taken back for a while
CREATE TABLE "register_import_changes" (
    "organisation_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "is_new" BOOLEAN NOT NULL DEFAULT false,
    "changes" JSONB NOT NULL,
    "names_before" JSONB,
    "names_after" JSONB,
    "left_fields" TEXT[],

    CONSTRAINT "register_import_changes_pkey" PRIMARY KEY ("organisation_id","import_id","person_id")
);
ALTER TABLE "register_imports" ADD COLUMN "groups_made" UUID[] NOT NULL DEFAULT '{}';
ALTER TABLE "register_imports" ADD COLUMN "names_forgotten" JSONB;
ALTER TABLE "register_imports" ADD COLUMN "undo_state" TEXT;
ALTER TABLE "register_imports" ADD COLUMN "undo_by" UUID;
ALTER TABLE "register_imports" ADD COLUMN "undo_reason" TEXT;
ALTER TABLE "register_imports" ADD COLUMN "undo_counts" JSONB;
ALTER TABLE "register_imports" ADD COLUMN "undone_at" TIMESTAMPTZ(3);
ALTER TABLE "register_imports" ADD CONSTRAINT "register_imports_undo_state_is_known" CHECK ("undo_state" IN ('undoing', 'undone')) NOT VALID;

-- Leave to take a copy of the register, for the one who asked and a short time
CREATE TABLE "register_exports" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "group_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "register_exports_pkey" PRIMARY KEY ("organisation_id","id")
);
