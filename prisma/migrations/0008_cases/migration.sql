CREATE TABLE "cases" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "told" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "cases_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE UNIQUE INDEX "cases_organisation_id_number_key" ON "cases"("organisation_id", "number");
CREATE INDEX "cases_organisation_id_state_opened_at_idx" ON "cases"("organisation_id", "state", "opened_at");
CREATE INDEX "cases_organisation_id_person_id_idx" ON "cases"("organisation_id", "person_id");
ALTER TABLE "cases" ADD CONSTRAINT "cases_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "cases" ADD CONSTRAINT "cases_kind_is_known" CHECK ("kind" IN ('not-me'));
ALTER TABLE "cases" ADD CONSTRAINT "cases_state_is_known" CHECK ("state" IN ('open', 'closed') AND ("state" = 'closed') = ("closed_at" IS NOT NULL));

CREATE TABLE "case_numbers" (
    "organisation_id" UUID NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "case_numbers_pkey" PRIMARY KEY ("organisation_id")
);

CREATE TABLE "objections" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "hmac" BYTEA NOT NULL,
    "told" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "case_id" UUID,

    CONSTRAINT "objections_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE UNIQUE INDEX "objections_organisation_id_hmac_key" ON "objections"("organisation_id", "hmac");
CREATE INDEX "objections_organisation_id_person_id_idx" ON "objections"("organisation_id", "person_id");
CREATE INDEX "objections_expires_at_idx" ON "objections"("expires_at");
ALTER TABLE "objections" ADD CONSTRAINT "objections_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "objections" ADD CONSTRAINT "objections_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "cases"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "objections" ADD CONSTRAINT "objections_channel_is_known" CHECK ("channel" IN ('sms', 'email'));
