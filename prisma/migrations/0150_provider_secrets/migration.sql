CREATE TABLE "provider_secrets" (
    "organisation_id" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_secrets_pkey" PRIMARY KEY ("organisation_id", "target")
);
