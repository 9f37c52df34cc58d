-- One table of what were two of the same shape; what is sealed stays sealed as it was.
CREATE TABLE "outside_secrets" (
    "organisation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outside_secrets_pkey" PRIMARY KEY ("organisation_id", "kind", "target"),
    CONSTRAINT "outside_secrets_kind" CHECK ("kind" IN ('directory', 'provider'))
);
INSERT INTO "outside_secrets" SELECT "organisation_id", 'directory', "target", "sealed", "changed_at" FROM "directory_secrets";
INSERT INTO "outside_secrets" SELECT "organisation_id", 'provider', "target", "sealed", "changed_at" FROM "provider_secrets";
DROP TABLE "directory_secrets";
DROP TABLE "provider_secrets";
