CREATE TABLE "authenticator_apps" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sealed_secret" BYTEA NOT NULL,
    "last_step" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "authenticator_apps_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE INDEX "authenticator_apps_organisation_id_person_id_idx" ON "authenticator_apps"("organisation_id", "person_id");
ALTER TABLE "authenticator_apps" ADD CONSTRAINT "authenticator_apps_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "recovery_codes" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "hmac" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE UNIQUE INDEX "recovery_codes_organisation_id_person_id_hmac_key" ON "recovery_codes"("organisation_id", "person_id", "hmac");
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
