CREATE TABLE "first_passwords" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "hmac" BYTEA NOT NULL,
    "channel" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "first_passwords_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE INDEX "first_passwords_organisation_id_person_id_idx" ON "first_passwords"("organisation_id", "person_id");
ALTER TABLE "first_passwords" ADD CONSTRAINT "first_passwords_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "first_passwords" ADD CONSTRAINT "first_passwords_channel_is_known" CHECK ("channel" IN ('sms', 'email', 'letter'));
