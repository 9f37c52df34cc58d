ALTER TABLE "role_grants" VALIDATE CONSTRAINT "role_grants_bounded_is_of_the_desk";
ALTER TABLE "cases" VALIDATE CONSTRAINT "cases_kind_is_known";

-- Who should get a role of staff: one administrator asks, another decides.
CREATE TABLE "role_requests" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "is_bounded" BOOLEAN NOT NULL,
    "group_ids" UUID[] NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "asked_by" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "role_requests_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE UNIQUE INDEX "role_requests_one_is_open" ON "role_requests"("organisation_id", "person_id", "role") WHERE "state" = 'open';
CREATE INDEX "role_requests_organisation_id_state_asked_at_idx" ON "role_requests"("organisation_id", "state", "asked_at");
ALTER TABLE "role_requests" ADD CONSTRAINT "role_requests_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "role_requests" ADD CONSTRAINT "role_requests_role_is_of_staff" CHECK ("role" IN ('caseworker', 'editor', 'election-officer', 'administrator'));
ALTER TABLE "role_requests" ADD CONSTRAINT "role_requests_state_is_known" CHECK ("state" IN ('open', 'approved', 'declined') AND ("state" = 'open') = ("decided_at" IS NULL));
ALTER TABLE "role_requests" ADD CONSTRAINT "role_requests_takes_four_eyes" CHECK ("state" <> 'approved' OR ("decided_by" <> "asked_by" AND "decided_by" <> "person_id"));
