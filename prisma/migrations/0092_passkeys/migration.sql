CREATE TABLE "passkeys" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "credential_id" BYTEA NOT NULL,
    "public_key" BYTEA NOT NULL,
    "user_handle" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE UNIQUE INDEX "passkeys_organisation_id_credential_id_key" ON "passkeys"("organisation_id", "credential_id");
CREATE INDEX "passkeys_organisation_id_person_id_idx" ON "passkeys"("organisation_id", "person_id");
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
