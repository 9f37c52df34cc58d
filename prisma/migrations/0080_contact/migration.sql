-- Somebody writes to the organisation: a case that may be a stranger's
ALTER TABLE "cases" ALTER COLUMN "person_id" DROP NOT NULL;
ALTER TABLE "cases" DROP CONSTRAINT "cases_kind_is_known";
ALTER TABLE "cases" ADD CONSTRAINT "cases_kind_is_known" CHECK ("kind" IN ('not-me', 'call', 'erasure', 'contact') AND ("person_id" IS NOT NULL OR "kind" = 'contact')) NOT VALID;

CREATE TABLE "contact_topics" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "labels" JSONB NOT NULL,
    "group_id" UUID,

    CONSTRAINT "contact_topics_pkey" PRIMARY KEY ("organisation_id","id")
);

CREATE TABLE "contacts" (
    "organisation_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "person_id" UUID,
    "topic" TEXT NOT NULL,
    "group_id" UUID,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "language" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contacts_pkey" PRIMARY KEY ("organisation_id","case_id"),
    CONSTRAINT "contacts_state_is_known" CHECK ("state" IN ('open', 'answered', 'closed'))
);
CREATE UNIQUE INDEX "contacts_organisation_id_number_key" ON "contacts"("organisation_id", "number");
CREATE INDEX "contacts_organisation_id_state_number_idx" ON "contacts"("organisation_id", "state", "number");
CREATE INDEX "contacts_organisation_id_person_id_idx" ON "contacts"("organisation_id", "person_id");
CREATE INDEX "contacts_state_changed_at_idx" ON "contacts"("state", "changed_at");
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "cases"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "contact_messages" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "is_from_staff" BOOLEAN NOT NULL,
    "author_id" UUID,
    "text" TEXT NOT NULL,

    CONSTRAINT "contact_messages_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE INDEX "contact_messages_organisation_id_case_id_id_idx" ON "contact_messages"("organisation_id", "case_id", "id");
ALTER TABLE "contact_messages" ADD CONSTRAINT "contact_messages_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "contacts"("organisation_id", "case_id") ON DELETE CASCADE ON UPDATE CASCADE;
