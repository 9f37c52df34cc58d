-- Every version of an organisation's settings that was in force, and the one draft of the next.
CREATE TABLE "settings_versions" (
    "organisation_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "settings" JSONB NOT NULL,
    "actor_id" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "like_number" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "settings_versions_pkey" PRIMARY KEY ("organisation_id","number")
);
ALTER TABLE "settings_versions" ADD CONSTRAINT "settings_versions_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "settings_drafts" (
    "organisation_id" UUID NOT NULL,
    "settings" JSONB NOT NULL,
    "based_on" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "changed_by" UUID NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "effective_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL DEFAULT '',
    "failure" TEXT,

    CONSTRAINT "settings_drafts_pkey" PRIMARY KEY ("organisation_id")
);
ALTER TABLE "settings_drafts" ADD CONSTRAINT "settings_drafts_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is in force today is the first version that is known.
INSERT INTO "settings_versions" ("organisation_id", "number", "settings", "at")
SELECT "id", "version", "settings", "updated_at" FROM "organisations";
