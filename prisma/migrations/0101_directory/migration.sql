CREATE TABLE "directory_secrets" (
    "organisation_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "directory_secrets_pkey" PRIMARY KEY ("organisation_id")
);
